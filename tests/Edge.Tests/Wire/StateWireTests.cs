using System.Net;
using ConfigSync.Resources;

namespace Edge.Tests.Wire;

/// <summary>What <c>/metrics</c> says of how an edge stands, and of requests that are over (docs/metrics.md).</summary>
public sealed class StateWireTests
{
    private const string Answer = """{"usage":{"prompt_tokens":5000,"completion_tokens":7}}""";

    [DriverFact]
    public async Task An_edge_says_what_it_is_and_how_it_stands()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        edge.Server.Apply(edge.Config with { Deployments = [edge.Config.Deployments[0] with { ServedModel = "another" }] });
        string text = await ScrapeAsync(edge);
        text.ShouldMatch("(?m)^edge_build\\{edge_driver=\"[a-z_]+\",edge_version=\"[0-9.]+\"\\} 1$");
        text.ShouldContain("\nedge_retry_budget 3\n");
        text.ShouldContain("\nedge_queued{edge_deployment=\"accounts/default/deployments/m\"} 0\n");
        text.ShouldMatch("(?m)^edge_snapshot_age_seconds [0-9.E-]+$");
        text.ShouldContain("\nedge_snapshot_apply_time_seconds_count 1\n");
    }

    [DriverFact]
    public async Task A_request_is_counted_where_it_went()
    {
        await using WireEdge edge = await WireEdge.StartAsync(m => m with { Pricing = new PricingConfig(Input: 1, Output: 1, CachedInput: null) });
        await edge.RelayAsync(WireEdge.Post(), $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Answer.Length}\r\n\r\n{Answer}");
        const string Names = "edge_deployment=\"accounts/default/deployments/m\"";
        const string Router = "edge_router=\"accounts/default/deployments/m\"";
        string text = await ScrapeAsync(edge);
        using var patience = new CancellationTokenSource(WireConnection.Patience);
        // Histograms are seen last, all together.
        for (; !text.Contains("http_server_request_duration_seconds_count{", StringComparison.Ordinal); text = await ScrapeAsync(edge))
            await Task.Delay(5, patience.Token);
        // What that scrape read before may be from before.
        text = await ScrapeAsync(edge);
        text.ShouldContain($"edge_router_requests_total{{{Names},edge_outcome=\"answered\",edge_replica=\"{edge.Upstream.Url}\",{Router}}} 1\n");
        text.ShouldContain($"edge_tokens_total{{{Names},{Router},edge_token_type=\"input\"}} 5000\n");
        text.ShouldContain($"edge_tokens_total{{{Names},{Router},edge_token_type=\"output\"}} 7\n");
        text.ShouldContain($"edge_cost_total{{edge_currency=\"USD\",{Names},{Router}}} 0.005007\n");
        text.ShouldContain("http_server_request_duration_seconds_count{http_request_method=\"POST\",http_response_status_code=\"200\",http_route=\"/v1/chat/completions\"} 1\n");
        text.ShouldContain("edge_request_overhead_seconds_count{edge_phase=\"total\"} 1\n");
    }

    private static async Task<string> ScrapeAsync(WireEdge edge)
    {
        IPEndPoint address = edge.Server.ControlAddress;
        using WireConnection client = await WireConnection.ToAsync(address);
        await client.SendAsync(WireEdge.Get("/metrics"));
        return (await client.ReceiveMessageAsync()).Body;
    }
}
