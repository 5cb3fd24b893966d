using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Edge.EndToEnd.Harness;

namespace Edge.EndToEnd.Metrics;

/// <summary>A real Prometheus reads what a real Edge says of itself.</summary>
[Collection(EdgeCollection.Name)]
public sealed partial class PrometheusTests(EdgeFixture edge)
{
    [Fact]
    public async Task Prometheus_scrapes_an_edge_without_an_error()
    {
        await CallAsync();
        await using PrometheusProcess prometheus = await PrometheusProcess.StartAsync(("edge", edge.Control.Port));
        (await prometheus.ValueAsync("sum(edge_requests_total)")).ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(1);
        (await prometheus.ValueAsync("dotnet_process_memory_working_set_bytes")).ShouldNotBeNull().ShouldBeGreaterThan(1_000_000);

        JsonElement target = (await prometheus.AskAsync("targets?state=active")).GetProperty("activeTargets").EnumerateArray().ShouldHaveSingleItem();
        (target.GetProperty("health").GetString(), target.GetProperty("lastError").GetString()).ShouldBe(("up", ""));
        // Only OpenMetrics tells units: that is what was asked for, and given.
        JsonElement metadata = (await prometheus.AskAsync("targets/metadata?metric=edge_memory_buffered_bytes")).EnumerateArray().ShouldHaveSingleItem();
        (metadata.GetProperty("type").GetString(), metadata.GetProperty("unit").GetString()).ShouldBe(("gauge", "bytes"));
        prometheus.Log.ShouldNotMatch("level=(warn|error)|Append failed|duplicate|out.of.order");
    }

    [Fact]
    public async Task Promtool_finds_nothing_to_object_to_in_names_of_our_own()
    {
        await CallAsync();
        string text = await Http.Client.GetStringAsync(new Uri(edge.Control, "/metrics"));
        text.ShouldContain("edge_requests_total{");
        string[] objections = await PromtoolAsync(text);
        // .NET's own names: counts of things that there are now end in _count there, which Prometheus keeps for histograms.
        objections.Where(line => !CountOfDotnet().IsMatch(line)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Promtool_objects_to_what_is_no_exposition()
    {
        (await PromtoolAsync("a{b=\"c} 1\n")).ShouldNotBeEmpty();
        (await PromtoolAsync("# HELP a_count A.\n# TYPE a_count gauge\na_count 1\n")).ShouldNotBeEmpty();
    }

    private async Task CallAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(edge.Address, "/v1/chat/completions"));
        request.Headers.Authorization = new("Bearer", EdgeFixture.Key);
        request.Content = new StringContent("""{"model":"chat","messages":[{"role":"user","content":"Hello"}]}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await Http.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<string[]> PromtoolAsync(string text)
    {
        var start = new System.Diagnostics.ProcessStartInfo("promtool", ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using System.Diagnostics.Process promtool = System.Diagnostics.Process.Start(start) ?? throw new InvalidOperationException("promtool does not start");
        Task<string> output = promtool.StandardOutput.ReadToEndAsync();
        Task<string> errors = promtool.StandardError.ReadToEndAsync();
        await promtool.StandardInput.WriteAsync(text);
        promtool.StandardInput.Close();
        using var deadline = new CancellationTokenSource(Wait.Deadline);
        await promtool.WaitForExitAsync(deadline.Token);
        string[] lines = (await output + await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        (promtool.ExitCode == 0).ShouldBe(lines.Length == 0, string.Join('\n', lines));
        return lines;
    }

    [GeneratedRegex("^dotnet_[a-z_]+_count non-histogram and non-summary metrics should not have \"_count\" suffix$")]
    private static partial Regex CountOfDotnet();
}
