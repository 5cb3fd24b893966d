using Edge.Tests.Shared;
using Shared.Hostile;

namespace Edge.Tests.Architecture;

/// <summary>The page that shows what becomes of hostile input is as old as the list.</summary>
public class HostilePageTests
{
    [Fact]
    public void Every_case_of_the_list_is_on_its_page_and_no_other()
    {
        // What Markdown would read as its own has a backslash before it.
        string[] rows = [.. Plain(Repository.Read("docs/hostile-input.md")).Split('\n').Where(line => line.Contains("| RFC ", StringComparison.Ordinal))];
        rows.Length.ShouldBe(HostileCases.All.Count, "load-tests/hostile.sh --markdown docs/hostile-input.md writes it anew");
        foreach (HostileCase hostile in HostileCases.All)
            rows.ShouldContain(row => row.StartsWith($"| {Plain(hostile.Name)} | {hostile.Clause} |", StringComparison.Ordinal), hostile.Name);
    }

    private static string Plain(string text) => text.Replace("\\", "", StringComparison.Ordinal);
}
