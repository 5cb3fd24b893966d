using System.Text.RegularExpressions;
using Edge.Tests.Shared;

namespace Edge.Tests.Architecture;

/// <summary>What documents and comments point to is there.</summary>
public partial class DocumentTests
{
    public static TheoryData<string> Documents =>
        [.. Directory.EnumerateFiles(Repository.Root, "*.md").Select(path => Path.GetFileName(path)!).Concat(Repository.Files("docs", ".md"))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_path_a_document_names_exists(string document)
    {
        string text = Repository.Read(document);
        IEnumerable<string> named = PathInBackticks().Matches(text).Select(match => match.Groups["path"].Value);
        foreach (string path in named)
            Path.Exists(Path.Combine(Repository.Root, path)).ShouldBeTrue($"{document} names {path}");
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_relative_link_of_a_document_leads_somewhere(string document)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        foreach (Match link in RelativeLink().Matches(Repository.Read(document)))
            Path.Exists(Path.Combine(folder, link.Groups["path"].Value)).ShouldBeTrue($"{document} links to {link.Groups["path"].Value}");
    }

    [Fact]
    public void Every_section_of_a_specification_that_the_source_cites_exists()
    {
        var cited = Repository.Files("src", ".cs")
            .SelectMany(path => CitedSection().Matches(Repository.Read(path)).Select(match => (path, file: match.Groups["file"].Value, section: match.Groups["section"].Value)))
            .ToArray();
        cited.ShouldNotBeEmpty();
        foreach ((string path, string file, string section) in cited)
        {
            string specification = $"docs/specs/{file}";
            File.Exists(Path.Combine(Repository.Root, specification)).ShouldBeTrue($"{path} cites {file}");
            if (section.Length > 0)
                Headings(specification).ShouldContain(section, $"{path} cites {file}, {section}");
        }
    }

    private static string[] Headings(string document) =>
        [.. Heading().Matches(Repository.Read(document)).Select(match => match.Groups["title"].Value)];

    /// <summary>Patterns with a star or a place holder are not paths.</summary>
    [GeneratedRegex(@"`(?<path>(?:src|tests|bench|load-tests|docs|deploy|build|schemas)/[^`\s*<>{}…]*)`")]
    private static partial Regex PathInBackticks();

    [GeneratedRegex(@"\]\((?!\w+:|#)(?<path>[^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex RelativeLink();

    [GeneratedRegex(@"specs/(?<file>[\w-]+\.md)(?:,\s+""?(?<section>[A-Z][\w -]*\w))?")]
    private static partial Regex CitedSection();

    [GeneratedRegex(@"^#+ (?<title>.+?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
