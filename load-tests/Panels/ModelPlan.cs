using Shared;

namespace Edge.LoadTests.Panels;

/// <summary>The models of the run: those that do well, and one of each kind that does not.</summary>
internal static class ModelPlan
{
    private static readonly int Good = Ports.Next();
    private static readonly int Sibling = Ports.Next();
    private static readonly int Bad = Ports.Next();
    private static readonly int Slow = Ports.Next();

    /// <summary>A port that nobody listens on.</summary>
    private static readonly int Gone = Ports.Next();

    /// <summary>Each mock's port and flags.</summary>
    internal static IReadOnlyList<(int Port, string[] Flags)> Mocks { get; } =
    [
        (Good, ["--first-token", "20ms", "--tokens-per-second", "200", "--tokens", "12", "--delay", "20ms", "--jitter", "30%"]),
        (Sibling, ["--first-token", "30ms", "--tokens-per-second", "150", "--tokens", "16", "--delay", "30ms", "--jitter", "30%"]),
        (Bad, ["--first-token", "20ms", "--tokens", "12", "--delay", "20ms", "--fault", "cut-events=3:20%", "--fault", "close-before-answer:20%", "--fault", "status=503:20%"]),
        (Slow, ["--first-token", "400ms", "--tokens-per-second", "20", "--tokens", "40", "--delay", "400ms"]),
    ];

    /// <summary>What the configuration of an edge has besides its listeners.</summary>
    internal static string Sections(string nats, int engine) => $$"""
        "store": { "nats": { "servers": [ "{{nats}}" ] } },
          "deployments": [
            { "id": "blue", "endpoints": [ { "url": "http://127.0.0.1:{{Good}}" }, { "url": "http://127.0.0.1:{{Sibling}}" } ], "pricing": { "input": 0.5, "output": 1.5, "cachedInput": 0.1 } },
            { "id": "green", "endpoints": [ { "url": "http://127.0.0.1:{{Sibling}}" }, { "url": "http://127.0.0.1:{{Bad}}" } ], "pricing": { "input": 2, "output": 8, "cachedInput": 1 }, "health": { "ejectAfter": 3, "ejectTime": "2s" } },
            { "id": "engine", "endpoints": [ { "url": "http://127.0.0.1:{{engine}}" } ], "pricing": { "input": 1, "output": 2, "cachedInput": 0.1 }, "engineMetrics": { "path": "/metrics", "interval": "1s" } },
            { "id": "slow", "endpoints": [ { "url": "http://127.0.0.1:{{Slow}}" } ], "pricing": { "input": 5, "output": 15 } },
            { "id": "tight", "endpoints": [ { "url": "http://127.0.0.1:{{Slow}}" } ], "limits": { "maxConnections": 1, "maxQueue": 2, "queueTimeout": "500ms" } },
            { "id": "gone", "endpoints": [ { "url": "http://127.0.0.1:{{Gone}}" } ], "health": { "probe": { "path": "/health", "interval": "1s" } } },
            { "id": "asleep", "endpoints": [ { "url": "http://127.0.0.1:{{Good}}", "replicas": 0 } ] }
          ],
          "routers": [
            { "id": "chat", "deployments": [ "blue", "green" ], "strategy": "weightedRandom" },
            { "id": "even", "deployments": [ "blue", "engine" ], "strategy": "evenLoad" },
            { "id": "fallible", "deployments": [ "gone", "green" ], "strategy": "weightedRandom" },
            { "id": "patience", "deployments": [ "slow" ] },
            { "id": "narrow", "deployments": [ "tight" ] },
            { "id": "nobody", "deployments": [ "gone" ] },
            { "id": "sleeper", "deployments": [ "asleep" ] }
          ]
        """;
}
