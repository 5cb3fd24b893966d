using Edge.LoadTests.Common;

namespace Edge.LoadTests.Fleet;

/// <summary>What is measured, and with what.</summary>
/// <param name="Program">The published <c>edge</c>.</param>
/// <param name="Folder">Scratch.</param>
/// <param name="Script">The JavaScript client.</param>
/// <param name="Changes">How many route changes are followed, and again made under load.</param>
/// <param name="OutageSeconds">How long NATS is away.</param>
/// <param name="Routers">How large a large set is.</param>
/// <param name="EvenSeconds">How long even load is looked at.</param>
/// <param name="Steps">Which steps, in the words of the command line.</param>
internal sealed record Plan(string Program, string Folder, string Script, int Changes, int OutageSeconds, int Routers, int EvenSeconds, IReadOnlyList<string> Steps)
{
    /// <summary>An edge with one loop that follows a bucket and has a folder of this name; it does not run yet.</summary>
    internal EdgeProcess NewEdge(string name, string nats, string bucket, bool sharesLoad = true) => new(
        Program,
        Path.Combine(Folder, name),
        $$"""
        "store": { "nats": { "servers": ["{{nats}}"], "bucket": "{{bucket}}", "sharesLoad": {{(sharesLoad ? "true" : "false")}} } }
        """,
        "\"loops\": 1");
}
