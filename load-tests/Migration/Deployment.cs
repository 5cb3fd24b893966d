using Edge.LoadTests.Common;

namespace Edge.LoadTests.Migration;

/// <summary>A deployment with servers that answer by its name, one for each replica.</summary>
internal sealed class Deployment : IDisposable
{
    private readonly ModelServer[] _servers;

    internal Deployment(string id, int replicas)
    {
        Id = id;
        _servers = [.. Enumerable.Range(0, replicas).Select(_ => new ModelServer(id))];
    }

    internal string Id { get; }

    /// <summary>What creates it, with so many replicas wanted.</summary>
    internal string Json(int wanted) => $$"""
        {"baseModel":"accounts/default/models/chat","minReplicaCount":0,"maxReplicaCount":{{wanted}},"endpoints":[{{string.Join(',', _servers.Select(server => $"{{\"url\":\"http://127.0.0.1:{server.Port}\"}}"))}}]}
        """;

    public void Dispose()
    {
        foreach (ModelServer server in _servers)
            server.Dispose();
    }
}
