using Edge.Discovery;
using Edge.Tests.Upstream;

namespace Edge.Tests.Discovery;

/// <summary>Which names are tried for one that was asked for.</summary>
public sealed class DnsSearchTests : IDisposable
{
    private static readonly ResolverSettings Cluster = new() { Search = ["ns.svc.cluster.local", "svc.cluster.local"], Ndots = 2 };

    private readonly Dictionary<string, Func<FakeQuestion, DnsBytes>> _known = [];
    private readonly FakeDns _server;

    public DnsSearchTests() =>
        _server = new FakeDns(question => _known.TryGetValue(question.Name, out Func<FakeQuestion, DnsBytes>? answer) ? answer(question) : question.Answer.Code(3));

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("a", new[] { "a.ns.svc.cluster.local", "a.svc.cluster.local", "a" })]
    [InlineData("a.b", new[] { "a.b.ns.svc.cluster.local", "a.b.svc.cluster.local", "a.b" })]
    [InlineData("a.b.c", new[] { "a.b.c", "a.b.c.ns.svc.cluster.local", "a.b.c.svc.cluster.local" })]
    [InlineData("a.", new[] { "a" })]
    [InlineData("a.b.c.", new[] { "a.b.c" })]
    public async Task A_name_with_few_dots_is_looked_for_in_the_domains_first(string name, string[] asked)
    {
        (await Ask(name)).Outcome.ShouldBe(DnsOutcome.NoSuchName);

        _server.Asked.Select(question => question.Name).ShouldBe(asked);
    }

    [Fact]
    public async Task The_first_name_that_is_there_ends_the_search()
    {
        _known["a.svc.cluster.local"] = question => question.Answer.Address(DnsBytes.Asked, "192.0.2.1");
        _known["a"] = question => question.Answer.Address(DnsBytes.Asked, "192.0.2.66");

        (await Ask("A")).Records.ShouldHaveSingleItem().Name.ShouldBe("a.svc.cluster.local");

        _server.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_name_without_addresses_ends_the_search()
    {
        _known["a.ns.svc.cluster.local"] = question => question.Answer;
        _known["a"] = question => question.Answer.Address(DnsBytes.Asked, "192.0.2.66");

        (await Ask("a")).Outcome.ShouldBe(DnsOutcome.NoData);
    }

    [Fact]
    public async Task A_failure_ends_the_search()
    {
        _known["a.ns.svc.cluster.local"] = question => question.Answer.Code(2);
        _known["a"] = question => question.Answer.Address(DnsBytes.Asked, "192.0.2.66");

        (await Ask("a")).Reason!.ShouldStartWith("a.ns.svc.cluster.local: ");
    }

    [Fact]
    public async Task A_name_that_a_domain_makes_too_long_is_tried_without_it()
    {
        string label = new('x', 63);
        string name = $"{label}.{label}.{label}.{label[..61]}";
        _known[name] = question => question.Answer.Address(DnsBytes.Asked, "192.0.2.1");

        (await Ask(name, Cluster with { Ndots = 15 })).Outcome.ShouldBe(DnsOutcome.Found);
    }

    private Task<DnsAnswer> Ask(string name) => Ask(name, Cluster);

    private Task<DnsAnswer> Ask(string name, ResolverSettings settings)
    {
        ResolverSettings here = settings with { Servers = [_server.EndPoint] };
        return Until.Done(new DnsResolver(() => here, new ManualTime()).AskAsync(name, DnsType.A, default).AsTask());
    }
}
