using System.Net;
using Edge.Discovery;

namespace Edge.Tests.Discovery;

public class DnsChainTests
{
    private static readonly DnsRecord Own = Address("a.example", "192.0.2.1", 30);

    [Fact]
    public void Records_of_other_names_and_other_kinds_are_not_believed()
    {
        DnsRecord second = Address("a.example", "192.0.2.2", 20);
        DnsAnswer answer = Follow(Address("b.example", "192.0.2.66", 1), Own, Address("a.example", "2001:db8::66", 1), second);

        answer.Outcome.ShouldBe(DnsOutcome.Found);
        answer.Records.ShouldBe([Own, second]);
        answer.Ttl.ShouldBe(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Aliases_are_followed_in_whatever_order_they_stand_and_the_shortest_time_holds()
    {
        DnsAnswer answer = Follow(Address("c.example", "192.0.2.1", 30), Alias("b.example", "c.example", 3), Alias("a.example", "b.example", 9));

        answer.Outcome.ShouldBe(DnsOutcome.Found);
        answer.Records.ShouldHaveSingleItem().Name.ShouldBe("c.example");
        answer.Ttl.ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void An_alias_of_another_name_leads_nowhere() =>
        Follow(Alias("x.example", "b.example", 9), Address("b.example", "192.0.2.1", 30)).Outcome.ShouldBe(DnsOutcome.NoData);

    [Theory]
    [InlineData(8, nameof(DnsOutcome.Found))]
    [InlineData(9, nameof(DnsOutcome.Failed))]
    public void More_than_eight_aliases_are_not_followed(int aliases, string outcome)
    {
        IEnumerable<DnsRecord> chain = Enumerable.Range(0, aliases).Select(i => Alias(i == 0 ? "a.example" : $"{i}.example", $"{i + 1}.example", 30));

        Follow([.. chain, Address($"{aliases}.example", "192.0.2.1", 30)]).Outcome.ToString().ShouldBe(outcome);
    }

    [Fact]
    public void Aliases_in_a_circle_end() =>
        Follow(Alias("a.example", "b.example", 30), Alias("b.example", "a.example", 30)).Reason.ShouldBe("answered with more than 8 aliases");

    [Theory]
    [InlineData(true, nameof(DnsOutcome.NoData))]
    [InlineData(false, nameof(DnsOutcome.Failed))]
    public void Nothing_is_no_data_only_from_a_server_that_knows(bool isKnowing, string outcome) =>
        DnsChain.Follow(new DnsReply(0) { IsKnowing = isKnowing }, "a.example", DnsType.A).Outcome.ToString().ShouldBe(outcome);

    [Theory]
    [InlineData(3, nameof(DnsOutcome.NoSuchName), null)]
    [InlineData(1, nameof(DnsOutcome.Failed), "answered FORMERR")]
    [InlineData(2, nameof(DnsOutcome.Failed), "answered SERVFAIL")]
    [InlineData(4, nameof(DnsOutcome.Failed), "answered NOTIMP")]
    [InlineData(5, nameof(DnsOutcome.Failed), "answered REFUSED")]
    [InlineData(23, nameof(DnsOutcome.Failed), "answered code 23")]
    public void A_code_outweighs_all_records(int code, string outcome, string? reason)
    {
        DnsAnswer answer = DnsChain.Follow(new DnsReply(code) { IsKnowing = true, Answers = [Own] }, "a.example", DnsType.A);

        answer.Outcome.ToString().ShouldBe(outcome);
        answer.Reason.ShouldBe(reason);
        answer.Records.ShouldBeEmpty();
    }

    private static DnsAnswer Follow(params DnsRecord[] records) =>
        DnsChain.Follow(new DnsReply(0) { IsKnowing = true, Answers = records }, "a.example", DnsType.A);

    private static DnsRecord Address(string name, string address, int ttl) =>
        new(name, address.Contains(':', StringComparison.Ordinal) ? DnsType.Aaaa : DnsType.A, TimeSpan.FromSeconds(ttl)) { Address = IPAddress.Parse(address) };

    private static DnsRecord Alias(string name, string target, int ttl) => new(name, DnsType.Cname, TimeSpan.FromSeconds(ttl)) { Target = target };
}
