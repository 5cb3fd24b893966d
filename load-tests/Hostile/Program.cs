using Shared.Hostile;

namespace Edge.LoadTests.Hostile;

/// <summary>
/// Puts the list of hostile input to running proxies, all at once, and says who held what. Called as
/// <c>hostile [--details] [--markdown FILE --about VERSIONS] NAME=PORT:BACKEND:PROMISES …</c>, where PROMISES is <c>http</c>, <c>routing</c> or <c>edge</c>; the first
/// one must hold all.
/// </summary>
internal static class Program
{
    // Longer than a proxy thinks, and than it waits before it closes behind a refusal; whoever is silent for so long waits for more.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    private static async Task<int> Main(string[] arguments)
    {
        bool details = false;
        string page = "", about = "";
        var peers = new List<Peer>();
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--details":
                    details = true;
                    break;
                case "--markdown":
                    page = arguments[++i];
                    break;
                case "--about":
                    about = arguments[++i];
                    break;
                default:
                    peers.Add(Peer.Parse(arguments[i]));
                    break;
            }
        }
        await Task.WhenAll(peers.Select(p => p.RunAsync(Patience)));
        new PlainTable(peers).Write(Console.Out, details);
        if (page.Length > 0)
        {
            await using var file = new StreamWriter(page) { NewLine = "\n" };
            new MarkdownTable(peers, about).Write(file);
        }
        Console.WriteLine();
        Console.WriteLine($"cases={HostileCases.All.Count} {string.Join(' ', peers.Select(p => $"{p.Name}={p.Held}"))}");
        return peers[0].Held == HostileCases.All.Count ? 0 : 1;
    }
}
