using Edge.LoadTests.Common;

namespace Edge.LoadTests.Faults;

/// <summary>What is measured, and with what.</summary>
/// <param name="Program">The published <c>edge</c>, which is the models as well.</param>
/// <param name="Folder">Scratch.</param>
/// <param name="Requests">How many requests meet a replica that goes bad; it does in the middle of them.</param>
/// <param name="Leaves">How many callers leave early.</param>
/// <param name="SlowCallers">How many callers send their heads slowly.</param>
/// <param name="Seconds">How long overload lasts.</param>
/// <param name="Steps">Which steps, in the words of the command line.</param>
internal sealed record Plan(string Program, string Folder, int Requests, int Leaves, int SlowCallers, int Seconds, IReadOnlyList<string> Steps)
{
    /// <summary>The model that all requests name: a router over all replicas.</summary>
    internal const string Model = "chat";

    private int _folders;

    /// <summary>Starts a replica; <paramref name="flags"/> are those of <c>edge mock</c>.</summary>
    internal async Task<MockProcess> StartMockAsync(params string[] flags)
    {
        var mock = new MockProcess(Program, NewFolder("mock"), flags);
        try
        {
            await mock.StartAsync();
            return mock;
        }
        catch
        {
            mock.Dispose();
            throw;
        }
    }

    /// <summary>Starts an edge whose router leads to these replicas, all of one deployment.</summary>
    /// <param name="mocks">The replicas.</param>
    /// <param name="strategy">How the router chooses.</param>
    /// <param name="deployment">What the deployment says besides, each property with a comma before it.</param>
    /// <param name="listen">What <c>listen</c> says besides, each property with a comma before it.</param>
    internal async Task<EdgeProcess> StartEdgeAsync(IReadOnlyList<MockProcess> mocks, string strategy, string deployment, string listen = "")
    {
        string endpoints = string.Join(", ", mocks.Select(mock => $$"""{ "url": "http://127.0.0.1:{{mock.Port}}" }"""));
        string sections = $$"""
            "deployments": [ { "id": "models", "endpoints": [ {{endpoints}} ]{{deployment}} } ],
              "routers": [ { "id": "{{Model}}", "deployments": [ "models" ], "strategy": "{{strategy}}" } ]
            """;
        // Two loops, so that what loops share is used, whatever machine this is.
        var edge = new EdgeProcess(Program, NewFolder("edge"), sections, $"\"loops\": 2{listen}");
        try
        {
            await edge.StartAsync();
            return edge;
        }
        catch
        {
            edge.Dispose();
            throw;
        }
    }

    private string NewFolder(string name) => Path.Combine(Folder, $"{name}{_folders++}");
}
