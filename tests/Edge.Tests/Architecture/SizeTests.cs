using Edge.Tests.Shared;

namespace Edge.Tests.Architecture;

/// <summary>The sizes CONTRIBUTING.md promises; build/size-report.sh prints them.</summary>
public class SizeTests
{
    private static readonly (string Path, int Lines)[] Files =
        [.. Repository.Files("src", ".cs").Select(path => (path, File.ReadAllLines(Path.Combine(Repository.Root, path)).Length))];

    [Fact]
    public void No_source_file_has_more_than_400_lines() =>
        Files.Where(file => file.Lines > 400).ShouldBeEmpty();

    [Fact]
    public void Half_of_the_source_files_have_at_most_60_lines() =>
        Files.Select(file => file.Lines).Order().ElementAt(Files.Length / 2).ShouldBeLessThanOrEqualTo(60);
}
