using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Edge.EndToEnd.Harness;
using Edge.Telemetry.Exposition;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Edge.EndToEnd.Metrics;

/// <summary>A real Prometheus reads histograms, exemplars and odd labels.</summary>
public sealed class ExemplarTests
{
    private const string Odd = "back\\slash, \"quotes\",\na line, {braces} and größe";

    [Fact]
    public async Task Prometheus_keeps_buckets_exemplars_and_labels_as_they_were_measured()
    {
        using var meter = new Meter("Edge.EndToEnd");
        using var exposition = new MetricsExposition(other => other == meter, TimeProvider.System, new ExpositionLimits());
        Histogram<double> wait = meter.CreateHistogram(
            "test.wait", "s", "Waiting:\n\"long\".", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [1e-5, 0.5, 1, 2_500_000] });
        using (new ExemplarScope(new SpanIdentity(255, 16)))
            wait.Record(0.75, KeyValuePair.Create("test.label", (object?)Odd));
        wait.Record(3, KeyValuePair.Create("test.label", (object?)Odd));

        await using WebApplication server = Serve(exposition, out int port);
        await server.StartAsync();
        await using PrometheusProcess prometheus = await PrometheusProcess.StartAsync(("test", port));
        (await BucketAsync(prometheus, "0.5")).ShouldBe(0);
        (await BucketAsync(prometheus, "1.0")).ShouldBe(1);
        (await BucketAsync(prometheus, "2.5e+06")).ShouldBe(2);
        (await prometheus.ValueAsync("test_wait_seconds_sum")).ShouldBe(3.75);
        (await prometheus.ValueAsync("test_wait_seconds_count")).ShouldBe(2);

        JsonElement series = (await prometheus.AskAsync("query?query=test_wait_seconds_count")).GetProperty("result")[0].GetProperty("metric");
        series.GetProperty("test_label").GetString().ShouldBe(Odd);
        JsonElement found = default;
        await Wait.UntilAsync(async () => (found = await ExemplarsAsync(prometheus)).GetArrayLength() > 0, "an exemplar is kept");
        JsonElement exemplar = found[0].GetProperty("exemplars")[0];
        exemplar.GetProperty("labels").GetProperty("trace_id").GetString().ShouldBe("000000000000000000000000000000ff");
        exemplar.GetProperty("labels").GetProperty("span_id").GetString().ShouldBe("0000000000000010");
        exemplar.GetProperty("value").GetString().ShouldBe("0.75");
    }

    private static Task<double?> BucketAsync(PrometheusProcess prometheus, string bound) => prometheus.ValueAsync($"test_wait_seconds_bucket{{le=\"{bound}\"}}");

    private static Task<JsonElement> ExemplarsAsync(PrometheusProcess prometheus)
    {
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return prometheus.AskAsync($"query_exemplars?query=test_wait_seconds_bucket&start={now - 600}&end={now + 600}");
    }

    private static WebApplication Serve(MetricsExposition exposition, out int port)
    {
        int free = port = FreePorts.Find(1)[0];
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, free));
        WebApplication server = builder.Build();
        server.Run(async context =>
        {
            ExpositionFormat format = ContentNegotiation.Choose(context.Request.Headers.Accept);
            context.Response.ContentType = ContentNegotiation.TypeOf(format);
            exposition.Write(context.Response.BodyWriter, format);
            await context.Response.BodyWriter.FlushAsync();
        });
        return server;
    }
}
