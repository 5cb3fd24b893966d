using Edge.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Edge.EndToEnd.Console;

/// <summary>The console in a real browser; the cases are in <c>js/console.mjs</c>.</summary>
public sealed class ConsoleTests(ConsoleFixture edge, ITestOutputHelper output) : IClassFixture<ConsoleFixture>
{
    private const string Script = "console.mjs";

    public static TheoryData<string> Cases => NodeScript.Cases(Script);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task In_a_browser(string name)
    {
        try
        {
            output.WriteLine(await NodeScript.RunAsync(Script, name, edge.Places));
        }
        catch (InvalidOperationException)
        {
            output.WriteLine(edge.Output);
            throw;
        }
    }
}
