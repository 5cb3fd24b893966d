using ConfigSync.Resources;
using ConfigSync.Snapshots;
using ConfigSync.Sync;
using Edge.Discovery;
using Edge.Hosting;
using Edge.Tests.Discovery;
using Edge.Tests.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Tests.Hosting;

/// <summary>Deployments whose replicas are found by name, with a name server of the test.</summary>
public sealed class DiscoveryKeeperTests : IDisposable
{
    private readonly FakeDns _dns;
    private readonly DiscoveryKeeper _keeper;
    private readonly RoutingState _routing;
    private volatile string[] _addresses = ["10.0.0.1"];
    private volatile bool _fails;

    public DiscoveryKeeperTests()
    {
        _dns = new FakeDns(Answer);
        var settings = new ResolverSettings { Servers = [_dns.EndPoint], Timeout = TimeSpan.FromMilliseconds(200), Attempts = 1 };
        RoutingState? routing = null;
        _keeper = new DiscoveryKeeper(
            new ServiceLookup(new DnsResolver(() => settings, TimeProvider.System)), (key, found) => routing!.SetFound(key, found), NullLogger.Instance, TimeProvider.System);
        _routing = routing = new RoutingState(new EdgeConfig(), new DocumentPlace("/", _ => null), keepsDocuments: false, Attach, TimeProvider.System)
        {
            Published = _keeper.Forget,
        };
    }

    private DeploymentConfig? Served => _routing.Snapshots.Current.FindDeployment("accounts/default/deployments/d")?.Config;

    public void Dispose()
    {
        _keeper.Dispose();
        _dns.Dispose();
    }

    [Fact]
    public async Task Replicas_come_and_go_with_the_addresses_of_a_name()
    {
        _routing.Apply(Config("models.example"));
        await UntilAsync("http://declared:1", "http://10.0.0.1:8000");
        _addresses = ["10.0.0.2", "10.0.0.1"];
        await UntilAsync("http://declared:1", "http://10.0.0.1:8000", "http://10.0.0.2:8000");
        _addresses = [];
        await UntilAsync("http://declared:1");
    }

    [Fact]
    public async Task What_was_found_holds_while_nobody_can_say()
    {
        _routing.Apply(Config("models.example"));
        await UntilAsync("http://declared:1", "http://10.0.0.1:8000");
        _fails = true;
        int asked = _dns.Asked.Count;
        await WireEdge.UntilAsync(() => _dns.Asked.Count > asked + 2, "the name is not looked up again");
        Served!.Endpoints.Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_deployment_that_goes_is_looked_up_no_more_and_another_name_at_once()
    {
        _routing.Apply(Config("models.example"));
        await UntilAsync("http://declared:1", "http://10.0.0.1:8000");
        _routing.Apply(Config("others.example"));
        await WireEdge.UntilAsync(() => _dns.Asked.Any(question => question.Name.StartsWith("others", StringComparison.OrdinalIgnoreCase)), "the other name is not looked up");
        _routing.Apply(new EdgeConfig());
        Served.ShouldBeNull();
        _routing.Apply(Config(null));
        Served!.Endpoints.Select(endpoint => endpoint.Url.OriginalString).ShouldBe(["http://declared:1"]);
    }

    private Unbound Attach(DeploymentModel model)
    {
        _keeper.Follow(model);
        return new Unbound();
    }

    private DnsBytes Answer(FakeQuestion question)
    {
        DnsBytes answer = question.Answer;
        if (_fails)
            return answer.Code(2);
        foreach (string address in question.Type == DnsType.A ? _addresses : [])
            answer.Address(DnsBytes.Asked, address);
        return answer;
    }

    private static EdgeConfig Config(string? dns) => new()
    {
        Deployments =
        [
            new DeploymentConfig
            {
                Id = "d",
                Endpoints = [new EndpointConfig(new Uri("http://declared:1"))],
                Discovery = dns is null ? null : new DiscoveryConfig(dns, 8000, TimeSpan.FromMilliseconds(20)),
            },
        ],
    };

    private Task UntilAsync(params string[] urls) => WireEdge.UntilAsync(
        () => Served is { } served && served.Endpoints.Select(endpoint => endpoint.Url.OriginalString).SequenceEqual(urls), $"there are not {string.Join(", ", urls)}");

    private sealed class Unbound : DeploymentState;
}
