using System.Globalization;
using Shared.Hostile;

namespace Edge.LoadTests.Hostile;

/// <summary>The result as a page of documentation.</summary>
/// <param name="peers">Those that were asked, in the order of the columns.</param>
/// <param name="about">Which versions they are of, in words.</param>
internal sealed class MarkdownTable(IReadOnlyList<Peer> peers, string about)
{
    private const string Intro = """
        # Hostile input

        What callers and backends may send that breaks HTTP or means harm, and what becomes of it. `load-tests/hostile.sh --markdown` wrote this page; the cases stand in
        `tests/Shared/Hostile`, and `./test` puts each of them to Edge on every driver.

        Each case is judged by what a backend that reads strictly has received, and by what this caller and the next one were answered. Whatever the case: nothing that two
        readers could understand differently reaches the backend, one request never becomes two, and every caller gets the answer to its own call. Besides:

        | must be | means |
        | --- | --- |
        | refused | nothing whole reaches the backend, the caller gets an error or nothing, and its connection ends: what follows is not answered |
        | refused or last | the same, or one request with the body of the strict reading, and the end of the connection behind it |
        | refused or one | refused, or one request with the body of the strict reading; what follows may be answered as what it is |
        | not forwarded | no whole request reaches the backend |
        | forwarded | nothing is wrong with it: one request, and what follows is answered too |
        | 5xx | the caller gets an error or the end of its connection; the one to the backend is not used again |
        | 5xx or cut | the same, or an answer that can be seen not to be whole |
        | 5xx or mended | the same, or one answer in strict HTTP |
        | 5xx or last | the same, and the connection to the backend is not used again |
        | relayed | nothing is wrong with it: one answer |

        A cell says what the caller was answered: a status, or `none` where it got no answer. **Bold** is what was not held. An empty cell is a promise that the proxy does not
        give: nginx does not look at bodies, and which paths are calls is a decision of Edge's.
        """;

    /// <summary>Writes it.</summary>
    internal void Write(TextWriter output)
    {
        output.WriteLine(Intro.ReplaceLineEndings("\n"));
        output.WriteLine();
        output.WriteLine($"Asked were Edge, {about}, with the configurations in `load-tests/peers`.");
        output.WriteLine();
        output.WriteLine("## Held");
        output.WriteLine();
        Header(output, "what is attacked");
        foreach ((string title, IReadOnlyList<HostileCase> cases) in HostileCases.Groups)
            Row(output, title, peers.Select(p => Count(p, cases)));
        Row(output, "all", peers.Select(p => Count(p, HostileCases.All)));
        foreach ((string title, IReadOnlyList<HostileCase> cases) in HostileCases.Groups)
        {
            output.WriteLine();
            output.WriteLine($"## {title}");
            output.WriteLine();
            Header(output, "case", "clause", "must be");
            foreach (HostileCase hostile in cases)
                Row(output, Escaped(hostile.Name), [hostile.Clause, Words(hostile.Held), .. peers.Select(p => Cell(p.Of(hostile)))]);
        }
    }

    private void Header(TextWriter output, params string[] columns)
    {
        Row(output, columns[0], [.. columns[1..], .. peers.Select(p => p.Name)]);
        Row(output, "---", Enumerable.Repeat("---", columns.Length - 1 + peers.Count));
    }

    private static void Row(TextWriter output, string first, IEnumerable<string> cells) => output.WriteLine($"| {string.Join(" | ", cells.Prepend(first))} |");

    private static string Count(Peer peer, IReadOnlyList<HostileCase> cases)
    {
        Verdict[] verdicts = [.. cases.Select(peer.Of).OfType<Verdict>()];
        return $"{verdicts.Count(v => v.Harm is null)} of {verdicts.Length}";
    }

    private static string Cell(Verdict? verdict) =>
        verdict is null ? ""
        : verdict.Harm is { } harm ? $"**{Escaped(harm)}**"
        : verdict.Seen.Status > 0 ? verdict.Seen.Status.ToString(CultureInfo.InvariantCulture)
        : "none";

    private static string Words(Held held) => held switch
    {
        Held.Refused => "refused",
        Held.RefusedOrLast => "refused or last",
        Held.RefusedOrOne => "refused or one",
        Held.NotForwarded => "not forwarded",
        Held.Forwarded => "forwarded",
        Held.BadGateway => "5xx",
        Held.Broken => "5xx or cut",
        Held.BrokenOrOne => "5xx or mended",
        Held.BrokenOrLast => "5xx or last",
        _ => "relayed",
    };

    private static string Escaped(string text) => string.Concat(text.Select(c => "\\|<>*_[]`".Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString()));
}
