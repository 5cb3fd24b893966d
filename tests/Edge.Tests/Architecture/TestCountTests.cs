using System.Diagnostics;
using Edge.Tests.Shared;

namespace Edge.Tests.Architecture;

/// <summary>The script that <c>./test</c> counts with: what did not run to its end must not look green.</summary>
public class TestCountTests
{
    private const string Green = """<ResultSummary outcome="Completed"><Counters total="4" executed="3" passed="3" failed="0" error="0" /></ResultSummary>""";
    private const string Red = """<ResultSummary outcome="Failed"><Counters total="5" executed="5" passed="3" failed="2" error="0" /></ResultSummary>""";
    private const string Crashed = """<ResultSummary outcome="Failed"><Counters total="7" executed="7" passed="7" failed="0" error="0" /></ResultSummary>""";
    private const string Empty = """<ResultSummary outcome="Completed"><Counters total="0" executed="0" passed="0" failed="0" error="0" /></ResultSummary>""";

    [Theory]
    [InlineData("3 0", Green)]
    [InlineData("3 2", Red)]
    [InlineData("6 2", Green, Red)]
    [InlineData("7 1", Crashed)]
    [InlineData("3 1", Green, Empty)]
    [InlineData("3 1", Green, "")]
    [InlineData("3 1", Green, null)]
    public async Task Results_are_summed_and_what_is_missing_is_a_failure(string expected, params string?[] results)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("edge-test-count-");
        try
        {
            var start = new ProcessStartInfo(Path.Combine(Repository.Root, "build", "count-tests.sh")) { RedirectStandardOutput = true };
            for (int i = 0; i < results.Length; i++)
            {
                string path = Path.Combine(folder.FullName, $"{i}.trx");
                if (results[i] is { } text)
                    await File.WriteAllTextAsync(path, text);
                start.ArgumentList.Add(path);
            }
            using Process script = Process.Start(start)!;
            (await script.StandardOutput.ReadToEndAsync()).Trim().ShouldBe(expected);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
