namespace Edge.LoadTests.Migration;

/// <summary>The steps of the guide: a router on A, B beside it with a fifth of the traffic, all of it to B, and A goes.</summary>
/// <param name="control">The edge's control API.</param>
/// <param name="traffic">Callers, from the first step on.</param>
/// <param name="requests">How many are counted where shares matter.</param>
internal sealed class Walkthrough(Control control, Traffic traffic, int requests)
{
    internal async Task<List<Finding>> RunAsync(Deployment a, Deployment b)
    {
        await control.CallAsync("POST", "deployments?deploymentId=a", a.Json(4));
        await control.CallAsync("POST", "routers?routerId=chat", """{"deployments":["a"]}""");
        traffic.Start("chat");
        var findings = new List<Finding> { await AllAsync("on_a", "all on A, which has 4 replicas", "a") };

        await control.CallAsync("POST", "deployments?deploymentId=b", b.Json(1));
        await control.CallAsync("PATCH", "routers/chat", """{"deployments":["a","b"]}""");
        IReadOnlyDictionary<string, int> shares = await traffic.CountAsync(requests);
        double share = 100.0 * shares.GetValueOrDefault("b") / shares.Values.Sum();
        findings.Add(new Finding("share_b", "share of B, which has 1 replica beside 4, in percent", "19 to 21", $"{share:0.00}", share is >= 19 and <= 21));

        await control.CallAsync("PATCH", "deployments/b:scale", """{"replicaCount":5}""");
        await control.CallAsync("PATCH", "deployments/a:scale", """{"replicaCount":0}""");
        findings.Add(await AllAsync("on_b", "all on B, since A is scaled to 0", "b"));

        await control.CallAsync("PATCH", "routers/chat", """{"deployments":["b"]}""");
        await control.CallAsync("DELETE", "deployments/a");
        findings.Add(await AllAsync("still_on_b", "all on B, since A is gone", "b"));
        return findings;
    }

    private async Task<Finding> AllAsync(string name, string what, string deployment)
    {
        IReadOnlyDictionary<string, int> answers = await traffic.CountAsync(requests / 5);
        int others = answers.Where(answer => answer.Key != deployment).Sum(answer => answer.Value);
        return new Finding(name, what, "100", $"{100.0 * answers.GetValueOrDefault(deployment) / answers.Values.Sum():0.00}", others == 0);
    }
}
