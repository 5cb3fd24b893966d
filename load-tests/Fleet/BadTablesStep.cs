using Edge.LoadTests.Common;

namespace Edge.LoadTests.Fleet;

/// <summary>Documents that are no good, written over good ones.</summary>
internal static class BadTablesStep
{
    private const string Good = """{ "deployments": [ "m0" ], "names": [ "chat" ], "public": false, "strategy": "evenLoad", "displayName": "Flip" }""";

    internal static async Task<Goal[]> RunAsync(Fleet fleet)
    {
        await fleet.FlipAsync(0);
        await fleet.UntilAllAsync(Fleet.Changing, "m0");
        double[] before = await Task.WhenAll(fleet.Edges.Select(edge => edge.MetricAsync("edge_snapshot_version")));
        int tried = 0;
        foreach (string bad in Documents())
        {
            await fleet.Keys.PutAsync($"router.default.{Fleet.Changing}", bad);
            tried++;
        }
        foreach (EdgeProcess edge in fleet.Edges)
            await edge.UntilAsync(async () => await edge.MetricAsync("edge_store_refused") == 1, "refusing the bad document");
        double[] after = await Task.WhenAll(fleet.Edges.Select(edge => edge.MetricAsync("edge_snapshot_version")));
        int taken = after.Zip(before).Count(pair => pair.First != pair.Second);
        await fleet.UntilAllAsync(Fleet.Changing, "m0");
        await fleet.FlipAsync(1);
        await fleet.UntilAllAsync(Fleet.Changing, "m1");
        return [new("bad_taken", $"edges that took any of {tried} bad documents, or crashed by one", "0", $"{taken}", taken == 0 && tried >= 1_000)];
    }

    private static IEnumerable<string> Documents()
    {
        for (int length = 0; length < Good.Length; length++)
            yield return Good[..length];
        for (int i = 0; i < 500; i++)
            yield return $$"""{ "deployments": [ "m1" ], "unknown{{i}}": true }""";
        for (int i = 0; i < 400; i++)
        {
            string[] wrong = ["7", "\"x\"", "{}", "[ [] ]", "[ 1 ]"];
            yield return $$"""{ "deployments": {{wrong[i % wrong.Length]}}, "names": [ "n{{i}}" ] }""";
        }
        for (int i = 0; i < 50; i++)
            yield return """{ "deployments": [ "m1" ], "deployments": [ "m1" ] }""";
        yield return Good + new string(' ', 2 << 20);
        yield return new string('[', 100_000);
        yield return "\u0000\u0001";
    }
}
