using ConfigSync.Resources;
using static ConfigSync.Tests.Resources.Reader;

namespace ConfigSync.Tests.Resources.Reading;

public class HealthTests
{
    private static string With(string properties) => $$"""{ "deployments": [ { "id": "a", "endpoints": [ { "url": "http://h" } ], {{properties}} } ] }""";

    [Fact]
    public void A_probe_that_says_nothing_asks_for_health_every_five_seconds()
    {
        DeploymentConfig a = Good(With("\"health\": { \"probe\": {} }, \"engineMetrics\": {}")).Deployments[0];
        a.Health.Probe.ShouldBe(new ProbeConfig("/health", TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2), 3, 2));
        a.EngineMetrics.ShouldBe(new EngineMetricsConfig("/metrics", TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Null_asks_nobody()
    {
        DeploymentConfig a = Good(With("\"health\": { \"probe\": null }, \"engineMetrics\": null")).Deployments[0];
        a.Health.Probe.ShouldBeNull();
        a.EngineMetrics.ShouldBeNull();
    }

    [Theory]
    [InlineData("health")]
    [InlineData("//other.example/health")]
    [InlineData("http://other.example/health")]
    [InlineData("/a b")]
    [InlineData("/a\\r\\nx: y")]
    [InlineData("/a#b")]
    [InlineData("/ü")]
    [InlineData("")]
    public void What_is_no_path_is_refused(string path)
    {
        One(With($"\"health\": {{ \"probe\": {{ \"path\": \"{path}\" }} }}")).Pointer.ShouldBe("/deployments/0/health/probe/path");
        One(With($"\"engineMetrics\": {{ \"path\": \"{path}\" }}")).Pointer.ShouldBe("/deployments/0/engineMetrics/path");
    }

    [Theory]
    [InlineData("\"health\": { \"probe\": { \"interval\": \"99ms\" } }", "/deployments/0/health/probe/interval")]
    [InlineData("\"health\": { \"probe\": { \"interval\": \"off\" } }", "/deployments/0/health/probe/interval")]
    [InlineData("\"health\": { \"probe\": { \"timeout\": \"0s\" } }", "/deployments/0/health/probe/timeout")]
    [InlineData("\"health\": { \"probe\": { \"healthyAfter\": 0 } }", "/deployments/0/health/probe/healthyAfter")]
    [InlineData("\"health\": { \"probe\": { \"unhealthyAfter\": 1001 } }", "/deployments/0/health/probe/unhealthyAfter")]
    [InlineData("\"health\": { \"probe\": true }", "/deployments/0/health/probe")]
    [InlineData("\"health\": { \"latencyOutlier\": 1.4 }", "/deployments/0/health/latencyOutlier")]
    [InlineData("\"health\": { \"latencyOutlier\": -3 }", "/deployments/0/health/latencyOutlier")]
    [InlineData("\"engineMetrics\": { \"interval\": \"1ms\" }", "/deployments/0/engineMetrics/interval")]
    [InlineData("\"limits\": { \"maxOutstanding\": -1 }", "/deployments/0/limits/maxOutstanding")]
    public void What_is_out_of_range_is_refused_at_its_place(string properties, string pointer) => One(With(properties)).Pointer.ShouldBe(pointer);
}
