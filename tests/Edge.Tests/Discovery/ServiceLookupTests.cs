using Edge.Discovery;
using Edge.Tests.Upstream;

namespace Edge.Tests.Discovery;

public sealed class ServiceLookupTests : IDisposable
{
    private const string Service = "_http._tcp.vllm.example";

    private readonly Dictionary<(string, DnsType), Func<DnsBytes, DnsBytes>> _known = [];
    private readonly FakeDns _server;

    public ServiceLookupTests() => _server = new FakeDns(Answer);

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_name_has_its_addresses_of_both_kinds_sorted_and_once_each()
    {
        Know("vllm.example", DnsType.A, answer => answer.Address(DnsBytes.Asked, "192.0.2.9", 60).Address(DnsBytes.Asked, "192.0.2.10", 50).Address(DnsBytes.Asked, "192.0.2.9", 60));
        Know("vllm.example", DnsType.Aaaa, answer => answer.Address(DnsBytes.Asked, "2001:db8::1", 40));

        ServiceAnswer answer = await Find("vllm.example", 8000);

        Places(answer).ShouldBe(["192.0.2.9:8000", "192.0.2.10:8000", "[2001:db8::1]:8000"]);
        answer.Ttl.ShouldBe(TimeSpan.FromSeconds(40));
        answer.Failure.ShouldBeNull();
    }

    [Theory]
    [InlineData(0u, 1)]
    [InlineData(1u, 1)]
    [InlineData(3_600u, 3_600)]
    [InlineData(86_400u, 3_600)]
    public async Task The_time_to_live_is_kept_between_a_second_and_an_hour(uint ttl, int seconds)
    {
        Know("vllm.example", DnsType.A, answer => answer.Address(DnsBytes.Asked, "192.0.2.1", ttl));

        (await Find("vllm.example", 8000)).Ttl.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public async Task Addresses_hold_although_the_other_kind_fails()
    {
        Know("vllm.example", DnsType.A, answer => answer.Address(DnsBytes.Asked, "192.0.2.1", 60));
        Know("vllm.example", DnsType.Aaaa, answer => answer.Code(2));

        ServiceAnswer answer = await Find("vllm.example", 8000);

        Places(answer).ShouldBe(["192.0.2.1:8000"]);
        answer.Ttl.ShouldBe(TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 2)]
    [InlineData(0, 2)]
    [InlineData(3, 5)]
    public async Task A_failure_is_not_an_empty_set(int code, int codeOfTheOtherKind)
    {
        Know("vllm.example", DnsType.A, answer => answer.Code(code));
        Know("vllm.example", DnsType.Aaaa, answer => answer.Code(codeOfTheOtherKind));

        ServiceAnswer answer = await Find("vllm.example", 8000);

        answer.EndPoints.ShouldBeEmpty();
        answer.Failure!.ShouldContain(code == 3 ? "REFUSED" : "SERVFAIL");
    }

    [Fact]
    public async Task Long_addresses_alone_do_not_hold_when_the_short_ones_fail()
    {
        Know("vllm.example", DnsType.A, answer => answer.Code(2));
        Know("vllm.example", DnsType.Aaaa, answer => answer.Address(DnsBytes.Asked, "2001:db8::1"));

        (await Find("vllm.example", 8000)).Failure.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task A_name_that_is_not_there_or_has_no_address_is_an_empty_set(int code)
    {
        Know("vllm.example", DnsType.A, answer => answer.Code(code));
        Know("vllm.example", DnsType.Aaaa, answer => answer.Code(code));

        ServiceAnswer answer = await Find("vllm.example", 8000);

        answer.EndPoints.ShouldBeEmpty();
        answer.Failure.ShouldBeNull();
        answer.Ttl.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1:80")]
    [InlineData("2001:db8::1", "[2001:db8::1]:80")]
    public async Task An_address_answers_for_itself(string address, string place)
    {
        ServiceAnswer answer = await Find(address, 80);

        Places(answer).ShouldBe([place]);
        answer.Ttl.ShouldBe(TimeSpan.FromHours(1));
        _server.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1")]
    [InlineData("127.1")]
    [InlineData("[::1]:81")]
    public async Task What_only_resembles_an_address_is_asked_for(string name)
    {
        Places(await Find(name, 80)).ShouldBeEmpty();

        _server.Asked.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("vllm.example", null)]
    [InlineData("192.0.2.1", null)]
    [InlineData("192.0.2.1", 0)]
    [InlineData("192.0.2.1", 65536)]
    [InlineData(Service, -1)]
    public async Task A_name_of_hosts_needs_a_port_and_it_must_be_one(string name, int? port)
    {
        (await Find(name, port)).Failure!.ShouldContain("port");

        _server.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_more_than_1024_places_are_kept_and_always_the_same()
    {
        int rotate = 0;
        Know("vllm.example", DnsType.A, answer => Enumerable.Range(0, 200).Aggregate(answer, (all, i) => all.Address(DnsBytes.Asked, $"10.0.0.{(i + rotate) % 200}")));
        Know(Service, DnsType.Srv, answer => Enumerable.Range(1, 6).Aggregate(answer, (all, port) => all.Srv(DnsBytes.Asked, 0, (ushort)port, "vllm.example")));
        ServiceAnswer first = await Find(Service, null);
        rotate = 77;

        ServiceAnswer second = await Find(Service, null);

        first.EndPoints.Count.ShouldBe(1024);
        second.EndPoints.ShouldBe(first.EndPoints);
    }

    [Fact]
    public async Task A_service_has_the_ports_of_its_records_and_the_addresses_of_its_hosts()
    {
        Know(Service, DnsType.Srv, answer => answer.Srv(DnsBytes.Asked, 0, 8001, "a.example", 60).Srv(DnsBytes.Asked, 0, 8002, "b.example", 60).Srv(DnsBytes.Asked, 0, 8003, "a.example", 60));
        Know("a.example", DnsType.A, answer => answer.Address(DnsBytes.Asked, "192.0.2.1", 60));
        Know("b.example", DnsType.A, answer => answer.Address(DnsBytes.Asked, "192.0.2.2", 50));
        Know("b.example", DnsType.Aaaa, answer => answer.Address(DnsBytes.Asked, "2001:db8::2", 40));

        ServiceAnswer answer = await Find(Service, null);

        Places(answer).ShouldBe(["192.0.2.1:8001", "192.0.2.1:8003", "192.0.2.2:8002", "[2001:db8::2]:8002"]);
        answer.Ttl.ShouldBe(TimeSpan.FromSeconds(40));
        _server.Asked.Count.ShouldBe(5);
    }

    [Fact]
    public async Task What_the_answer_tells_on_top_is_not_asked_for()
    {
        Know(Service, DnsType.Srv, answer => answer.Srv(DnsBytes.Asked, 0, 8001, "a.example", 60).Srv(DnsBytes.Asked, 0, 8002, "b.example", 60)
            .Address("a.example", "192.0.2.1", 20, DnsBytes.Section.Additional)
            .Address("a.example", "2001:db8::1", 10, DnsBytes.Section.Additional)
            .Address("c.example", "192.0.2.66", 1, DnsBytes.Section.Additional));
        Know("b.example", DnsType.A, answer => answer.Address(DnsBytes.Asked, "192.0.2.2", 60));

        ServiceAnswer answer = await Find(Service, null);

        Places(answer).ShouldBe(["192.0.2.1:8001", "192.0.2.2:8002", "[2001:db8::1]:8001"]);
        answer.Ttl.ShouldBe(TimeSpan.FromSeconds(10));
        _server.Asked.Select(question => question.Name).Distinct().ShouldBe([Service, "b.example"]);
    }

    [Fact]
    public async Task A_port_that_is_given_takes_the_place_of_those_of_the_records()
    {
        Know(Service, DnsType.Srv, answer => answer.Srv(DnsBytes.Asked, 0, 8001, "a.example").Srv(DnsBytes.Asked, 0, 0, "b.example"));
        Know("a.example", DnsType.A, answer => answer.Address(DnsBytes.Asked, "192.0.2.1"));
        Know("b.example", DnsType.A, answer => answer.Address(DnsBytes.Asked, "192.0.2.2"));

        Places(await Find(Service, 9000)).ShouldBe(["192.0.2.1:9000", "192.0.2.2:9000"]);
        Places(await Find(Service, null)).ShouldBe(["192.0.2.1:8001"]);
    }

    [Fact]
    public async Task A_service_holds_no_longer_than_its_own_records()
    {
        Know(Service, DnsType.Srv, answer => answer.Srv(DnsBytes.Asked, 0, 8001, "a.example", 12));
        Know("a.example", DnsType.A, answer => answer.Address(DnsBytes.Asked, "192.0.2.1", 60));

        (await Find(Service, null)).Ttl.ShouldBe(TimeSpan.FromSeconds(12));
    }

    [Fact]
    public async Task Only_the_lowest_priority_is_used()
    {
        Know(Service, DnsType.Srv, answer => answer.Srv(DnsBytes.Asked, 300, 8001, "a.example").Srv(DnsBytes.Asked, 20, 8002, "b.example").Srv(DnsBytes.Asked, 20, 8003, "b.example"));
        Know("a.example", DnsType.A, answer => answer.Address(DnsBytes.Asked, "192.0.2.1"));
        Know("b.example", DnsType.A, answer => answer.Address(DnsBytes.Asked, "192.0.2.2"));

        Places(await Find(Service, null)).ShouldBe(["192.0.2.2:8002", "192.0.2.2:8003"]);
    }

    [Fact]
    public async Task A_service_whose_host_is_the_root_is_an_empty_set()
    {
        Know(Service, DnsType.Srv, answer => answer.Srv(DnsBytes.Asked, 0, 8001, ".", 60));

        ServiceAnswer answer = await Find(Service, null);

        (answer.EndPoints.Count, answer.Failure, answer.Ttl).ShouldBe((0, null, TimeSpan.FromSeconds(60)));
        _server.Asked.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task A_service_that_is_not_there_is_an_empty_set(int code)
    {
        Know(Service, DnsType.Srv, answer => answer.Code(code));

        ServiceAnswer answer = await Find(Service, null);

        (answer.EndPoints.Count, answer.Failure, answer.Ttl).ShouldBe((0, null, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task A_service_that_cannot_be_asked_for_fails()
    {
        Know(Service, DnsType.Srv, answer => answer.Code(2));

        (await Find(Service, null)).Failure!.ShouldContain("SERVFAIL");
    }

    [Fact]
    public async Task A_service_with_a_host_that_cannot_be_asked_for_fails_and_one_with_a_host_that_is_gone_does_not()
    {
        Know(Service, DnsType.Srv, answer => answer.Srv(DnsBytes.Asked, 0, 8001, "a.example", 60).Srv(DnsBytes.Asked, 0, 8002, "b.example", 60));
        Know("a.example", DnsType.A, answer => answer.Address(DnsBytes.Asked, "192.0.2.1", 60));
        ServiceAnswer gone = await Find(Service, null);
        Know("b.example", DnsType.A, answer => answer.Code(2));

        ServiceAnswer failed = await Find(Service, null);

        Places(gone).ShouldBe(["192.0.2.1:8001"]);
        gone.Ttl.ShouldBe(TimeSpan.FromSeconds(5));
        failed.Failure!.ShouldStartWith("b.example: ");
        failed.EndPoints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Hosts_of_a_service_are_whole_names()
    {
        Know(Service, DnsType.Srv, answer => answer.Srv(DnsBytes.Asked, 0, 8001, "a"));
        Know("a.domain.example", DnsType.A, answer => answer.Address(DnsBytes.Asked, "192.0.2.66"));

        Places(await Find(Service, null, new ResolverSettings { Search = ["domain.example"] })).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_service_may_have_many_hosts()
    {
        Know(Service, DnsType.Srv, answer => Enumerable.Range(0, 40).Aggregate(answer, (all, i) => all.Srv(DnsBytes.Asked, 0, 8000, $"h{i}.example")));
        for (int i = 0; i < 40; i++)
        {
            string address = $"192.0.2.{i}";
            Know($"h{i}.example", DnsType.A, answer => answer.Address(DnsBytes.Asked, address));
        }

        (await Find(Service, null)).EndPoints.Count.ShouldBe(40);
    }

    private DnsBytes Answer(FakeQuestion question) =>
        _known.TryGetValue((question.Name, question.Type), out Func<DnsBytes, DnsBytes>? answer) ? answer(question.Answer)
        : _known.Keys.Any(known => known.Item1 == question.Name) ? question.Answer
        : question.Answer.Code(3);

    private void Know(string name, DnsType type, Func<DnsBytes, DnsBytes> answer) => _known[(name, type)] = answer;

    private static IEnumerable<string> Places(ServiceAnswer answer)
    {
        answer.Failure.ShouldBeNull();
        return answer.EndPoints.Select(place => place.ToString());
    }

    private Task<ServiceAnswer> Find(string name, int? port) => Find(name, port, new ResolverSettings());

    private Task<ServiceAnswer> Find(string name, int? port, ResolverSettings settings)
    {
        ResolverSettings here = settings with { Servers = [_server.EndPoint] };
        return Until.Done(new ServiceLookup(new DnsResolver(() => here, new ManualTime())).FindAsync(name, port, default));
    }
}
