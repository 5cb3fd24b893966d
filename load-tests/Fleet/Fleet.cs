using Edge.LoadTests.Common;
using Shared.Nats;

namespace Edge.LoadTests.Fleet;

/// <summary>nats-server, three edges that follow one bucket, and two models; <c>flip</c> leads to either, <c>r0</c> and <c>r1</c> stay where they are.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    /// <summary>The router that changes.</summary>
    internal const string Changing = "flip";

    private const string Bucket = "edge-config";

    private Fleet(Plan plan, NatsServerProcess nats)
    {
        (Plan, Nats) = (plan, nats);
        Edges = [.. Enumerable.Range(0, 3).Select(i => plan.NewEdge($"edge{i}", nats.Url, Bucket))];
    }

    internal Plan Plan { get; }

    internal NatsServerProcess Nats { get; }

    internal EdgeProcess[] Edges { get; }

    internal ModelServer[] Models { get; } = [new("m0"), new("m1")];

    /// <summary>The client that makes the changes.</summary>
    internal KeyValueClient Keys { get; private set; } = null!;

    /// <summary>Starts it all.</summary>
    internal static async Task<Fleet> StartAsync(Plan plan)
    {
        var fleet = new Fleet(plan, await NatsServerProcess.StartJetStreamAsync("max_payload: 8MB"));
        try
        {
            await fleet.StartPartsAsync();
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client of the bucket at <paramref name="url"/>.</summary>
    internal Task<KeyValueClient> OpenKeysAsync(string url) => KeyValueClient.OpenAsync(Plan.Script, url, Bucket);

    /// <summary>Lets the changing router lead to the model of this number, by turns.</summary>
    internal Task<long> FlipAsync(int number) => Keys.PutAsync($"router.default.{Changing}", Router(number));

    /// <summary>Waits until <paramref name="model"/> leads to <paramref name="replica"/> on all edges.</summary>
    internal async Task UntilAllAsync(string model, string replica)
    {
        foreach (EdgeProcess edge in Edges)
        {
            using Caller caller = await Caller.ConnectAsync(edge.Port);
            await edge.UntilAsync(async () => await caller.AskAsync(model) == replica, $"leading {model} to {replica}");
        }
    }

    /// <summary>Waits until the store is in this state on all edges.</summary>
    internal async Task UntilAllAsync(string state)
    {
        foreach (EdgeProcess edge in Edges)
            await edge.UntilAsync(() => edge.IsStoreAsync(state), $"{state}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (EdgeProcess edge in Edges)
            edge.Dispose();
        Keys?.Dispose();
        await Nats.DisposeAsync();
        foreach (ModelServer model in Models)
            model.Dispose();
    }

    private async Task StartPartsAsync()
    {
        // The first edge makes the bucket.
        await Edges[0].StartAsync();
        Keys = await OpenKeysAsync(Nats.Url);
        for (int i = 0; i < Models.Length; i++)
        {
            await Keys.PutAsync($"deployment.default.m{i}", $$"""{ "endpoints": [ { "url": "http://127.0.0.1:{{Models[i].Port}}" } ], "limits": { "idleConnection": "1h" } }""");
            await Keys.PutAsync($"router.default.r{i}", Router(i));
        }
        await FlipAsync(0);
        foreach (EdgeProcess edge in Edges[1..])
            await edge.StartAsync();
        await UntilAllAsync(Changing, "m0");
    }

    internal static string Router(int number) => $$"""{ "deployments": [ "m{{number % 2}}" ] }""";
}
