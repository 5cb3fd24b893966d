using System.Text;
using ConfigSync.Resources;
using Edge.Balancing;

namespace Edge.Tests.Balancing;

public class UpstreamTargetTests
{
    [Theory]
    [InlineData("http://replica", "replica", "/v1", false)]
    [InlineData("http://replica/", "replica", "/v1", false)]
    [InlineData("http://replica:80/v1/", "replica", "/v1", false)]
    [InlineData("http://Replica:8000/api/v3//", "replica:8000", "/api/v3", false)]
    [InlineData("https://replica:443/openai", "replica", "/openai", true)]
    [InlineData("https://replica:80/a%20b", "replica:80", "/a%20b", true)]
    [InlineData("http://10.0.0.7:8000", "10.0.0.7:8000", "/v1", false)]
    [InlineData("http://[fd00::7]:8000/v1", "[fd00::7]:8000", "/v1", false)]
    [InlineData("http://[fe80::7%2]/v1", "[fe80::7]", "/v1", false)]
    [InlineData("https://bücher.example/v1", "xn--bcher-kva.example", "/v1", true)]
    public void Host_and_path_are_those_of_the_url(string url, string host, string path, bool isTls)
    {
        UpstreamTarget target = Target(new DeploymentConfig { Id = "d" }, url);

        Encoding.ASCII.GetString(target.Host).ShouldBe(host);
        Encoding.ASCII.GetString(target.BasePath).ShouldBe(path);
        target.IsTls.ShouldBe(isTls);
    }

    [Fact]
    public void The_field_that_proves_edge_is_a_whole_line_or_nothing()
    {
        var config = new DeploymentConfig { Id = "d", Auth = new UpstreamAuthConfig("Authorization", "Bearer sk-1") };

        Target(config, "http://replica").AuthField.SequenceEqual("Authorization: Bearer sk-1\r\n"u8).ShouldBeTrue();
        Target(config with { Auth = null }, "http://replica").AuthField.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Timeouts_and_end_mark_are_the_deployments()
    {
        var config = new DeploymentConfig { Id = "d", RequireEndMark = false, Timeouts = new() { Idle = TimeSpan.FromSeconds(7) } };

        Target(config, "http://replica").Timeouts.ShouldBe(config.Timeouts);
        Target(config, "http://replica").RequireEndMark.ShouldBeFalse();
    }

    private static UpstreamTarget Target(DeploymentConfig config, string url) => new(config, new EndpointConfig(new Uri(url)));
}
