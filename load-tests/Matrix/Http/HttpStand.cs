using Edge.LoadTests.Common;
using Edge.LoadTests.Common.Links;
using Edge.LoadTests.Matrix.Cells;
using Edge.LoadTests.Matrix.Wire;

namespace Edge.LoadTests.Matrix.Http;

/// <summary>One edge, its replicas, and a link for each cell of the HTTP sides: before two replicas of a deployment of its own, or before the edge.</summary>
internal sealed class HttpStand : IDisposable
{
    /// <summary>What other callers ask for.</summary>
    internal const string Steady = "steady";

    /// <summary>Shorter than anything a caller of a cell waits for. Nothing is said of <c>retryOn</c> but that no status is tried elsewhere.</summary>
    private const string Settings =
        "\"retryOn\": [], \"timeouts\": { \"connect\": \"1s\", \"firstByte\": \"3s\", \"idle\": \"3s\" }, \"limits\": { \"idleConnection\": \"1s\" }";

    private readonly Dictionary<Cell, FaultyLink> _links = [];

    /// <summary>Makes it; the edge does not run yet.</summary>
    /// <param name="program">The published <c>edge</c>, or its <c>edge.dll</c>.</param>
    /// <param name="folder">Scratch.</param>
    internal HttpStand(string program, string folder)
    {
        Edge = new EdgeProcess(program, folder, $"\"deployments\": [ {string.Join(",\n  ", Deployments())} ]", "\"driver\": \"auto\"");
        foreach (Cell cell in Cell.Of(Side.Client))
            _links[cell] = new FaultyLink(Edge.Port);
    }

    /// <summary>The edge.</summary>
    internal EdgeProcess Edge { get; }

    /// <summary>All replicas.</summary>
    internal Model Model { get; } = new();

    /// <summary>The link of a cell.</summary>
    internal FaultyLink Link(Cell cell) => _links[cell];

    /// <summary>Where a caller of this cell connects to.</summary>
    internal int PortOf(Cell cell) => cell.Side == Side.Client ? Link(cell).Port : Edge.Port;

    /// <inheritdoc/>
    public void Dispose()
    {
        Edge.Dispose();
        foreach (FaultyLink link in _links.Values)
            link.Dispose();
        Model.Dispose();
    }

    private IEnumerable<string> Deployments()
    {
        yield return $$"""{ "id": "{{Steady}}", "endpoints": [ {{Endpoint(Model.Port, Steady)}} ], {{Settings}} }""";
        foreach (Cell cell in Cell.Of(Side.Upstream))
        {
            _links[cell] = new FaultyLink(Model.Port);
            // Two replicas behind one link: a request that were sent again could go to the other one.
            int port = _links[cell].Port;
            yield return $$"""{ "id": "{{cell.Id}}", "endpoints": [ {{Endpoint(port, cell.Id + "/a")}}, {{Endpoint(port, cell.Id + "/b")}} ], {{Settings}} }""";
        }
        foreach (Cell cell in Cell.Of(Side.Client))
            yield return $$"""{ "id": "{{cell.Id}}", "endpoints": [ {{Endpoint(Model.Port, cell.Id)}} ], {{Settings}} }""";
    }

    private static string Endpoint(int port, string path) => $$"""{ "url": "http://127.0.0.1:{{port}}/{{path}}" }""";
}
