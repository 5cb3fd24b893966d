using Edge.Discovery;

namespace Edge.Tests.Discovery;

public class ResolvConfTextTests
{
    [Fact]
    public void The_file_of_a_pod_is_read()
    {
        ResolverSettings settings = ResolvConfText.Read("""
            search default.svc.cluster.local svc.cluster.local cluster.local
            nameserver 10.96.0.10
            options ndots:5
            """);

        settings.Servers.Select(server => server.ToString()).ShouldBe(["10.96.0.10:53"]);
        settings.Search.ShouldBe(["default.svc.cluster.local", "svc.cluster.local", "cluster.local"]);
        settings.Ndots.ShouldBe(5);
        settings.Timeout.ShouldBe(TimeSpan.FromSeconds(2));
        settings.Attempts.ShouldBe(2);
    }

    [Fact]
    public void Servers_are_at_most_three_addresses_of_both_kinds()
    {
        ResolverSettings settings = ResolvConfText.Read("nameserver 2001:db8::53\nnameserver  \t192.0.2.1 # near\r\nnameserver not-an-address\nnameserver\nnameserver 192.0.2.2\nnameserver 192.0.2.3");

        settings.Servers.Select(server => server.ToString()).ShouldBe(["[2001:db8::53]:53", "192.0.2.1:53", "192.0.2.2:53"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nameserver 192.0.2.1\n; nameserver 192.0.2.1\n")]
    [InlineData("nameserver\nNAMESERVER 192.0.2.1\nsortlist 192.0.2.1")]
    public void Without_a_server_it_is_the_one_on_this_machine(string text) =>
        ResolvConfText.Read(text).Servers.ShouldHaveSingleItem().ToString().ShouldBe("127.0.0.1:53");

    [Theory]
    [InlineData("search a.example b.example.", new[] { "a.example", "b.example" })]
    [InlineData("search a.example\nsearch b.example", new[] { "b.example" })]
    [InlineData("search a.example\ndomain b.example", new[] { "b.example" })]
    [InlineData("search . a..b c.example ; d.example", new[] { "c.example" })]
    [InlineData("search a.example\nsearch", new string[0])]
    public void The_last_list_of_domains_counts_without_what_is_none(string text, string[] search) => ResolvConfText.Read(text).Search.ShouldBe(search);

    [Theory]
    [InlineData("options timeout:4 attempts:3 ndots:2", 4, 3, 2)]
    [InlineData("options timeout:4\noptions rotate attempts:3", 4, 3, 1)]
    [InlineData("options timeout:0 attempts:0 ndots:0", 1, 1, 0)]
    [InlineData("options timeout:31 attempts:6 ndots:16", 30, 5, 15)]
    [InlineData("options timeout: attempts:x ndots:-1 ndots attempts:99999999999", 2, 2, 1)]
    [InlineData("options edns0 trust-ad", 2, 2, 1)]
    public void Options_are_kept_within_bounds(string text, int timeout, int attempts, int ndots)
    {
        ResolverSettings settings = ResolvConfText.Read(text);

        settings.Timeout.ShouldBe(TimeSpan.FromSeconds(timeout));
        settings.Attempts.ShouldBe(attempts);
        settings.Ndots.ShouldBe(ndots);
    }
}
