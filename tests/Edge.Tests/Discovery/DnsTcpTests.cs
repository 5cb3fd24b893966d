using System.Net;
using Edge.Discovery;
using Edge.Tests.Upstream;

namespace Edge.Tests.Discovery;

/// <summary>Answers that did not fit into one message over UDP.</summary>
public sealed class DnsTcpTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly List<FakeDns> _servers = [];

    public void Dispose() => _servers.ForEach(server => server.Dispose());

    [Fact]
    public async Task A_truncated_answer_is_asked_for_again_over_tcp()
    {
        FakeDns server = Server(question => [question.Answer.Address(DnsBytes.Asked, "192.0.2.1").Framed()]);

        DnsAnswer answer = await Ask();

        answer.Records.ShouldHaveSingleItem().Address.ShouldBe(IPAddress.Parse("192.0.2.1"));
        server.Asked.Count.ShouldBe(1);
        server.AskedOverTcp.ShouldHaveSingleItem().Bytes.ShouldBe(server.Asked.Single().Bytes);
    }

    [Fact]
    public async Task An_answer_that_comes_byte_by_byte_is_put_together()
    {
        Server(question => question.Answer.Address(DnsBytes.Asked, "192.0.2.1").Framed().Select(b => new[] { b }));

        (await Ask()).Records.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_may_have_as_many_addresses_as_fit()
    {
        Server(question =>
        {
            DnsBytes answer = question.Answer;
            for (int i = 0; i < 4_000; i++)
                answer.Address(DnsBytes.Asked, $"10.0.{i >> 8}.{i & 255}");
            return [answer.Framed()];
        });

        (await Ask()).Records.Select(record => record.Address).Distinct().Count().ShouldBe(4_000);
    }

    [Theory]
    [InlineData("nothing", "closed the connection without an answer")]
    [InlineData("half a length", "closed the connection without an answer")]
    [InlineData("half an answer", "closed the connection within its answer")]
    [InlineData("no length", "answered over TCP what cannot be read")]
    [InlineData("truncated again", "answered over TCP what cannot be read")]
    [InlineData("another question", "answered over TCP what cannot be read")]
    [InlineData("malformed", "answered over TCP what cannot be read")]
    public async Task What_is_no_whole_answer_ends_the_try(string what, string reason)
    {
        FakeDns broken = Server(question => [Broken(question, what)]);
        (await Ask()).Reason.ShouldBe($"replica.example: {broken.EndPoint} {reason}");
        Server(question => [question.Answer.Address(DnsBytes.Asked, "192.0.2.1").Framed()]);

        (await Ask()).Outcome.ShouldBe(DnsOutcome.Found);
    }

    [Fact]
    public async Task Silence_over_tcp_ends_the_try_and_the_reason_says_how_much_was_ignored()
    {
        using var server = new FakeDns(
            question => [[.. question.Answer.ToArray()[1..]], [], question.Answer.Truncated().ToArray()],
            question =>
            {
                _time.Advance(TimeSpan.FromSeconds(2));
                return [];
            });

        DnsAnswer answer = await Ask(server.EndPoint);

        answer.Reason.ShouldBe($"replica.example: {server.EndPoint} did not answer in 2 s; messages that answered something else: 2");
        server.AskedOverTcp.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_server_without_tcp_is_passed_over()
    {
        using var server = new FakeDns(question => question.Answer.Truncated());

        (await Ask(server.EndPoint)).Reason!.ShouldContain("cannot be asked");

        server.Asked.Count.ShouldBe(2);
    }

    private static byte[] Broken(FakeQuestion question, string what)
    {
        DnsBytes answer = question.Answer.Address(DnsBytes.Asked, "192.0.2.66");
        return what switch
        {
            "nothing" => [],
            "half a length" => answer.Framed()[..1],
            "half an answer" => answer.Framed()[..^1],
            "no length" => [0, 0],
            "truncated again" => answer.Truncated().Framed(),
            "another question" => answer.Set(0, (ushort)~question.Id).Framed(),
            _ => answer.Set(6, 2).Framed(),
        };
    }

    private FakeDns Server(Func<FakeQuestion, IEnumerable<byte[]>> pieces)
    {
        var server = new FakeDns(question => [question.Answer.Truncated().ToArray()], pieces);
        _servers.Add(server);
        return server;
    }

    private Task<DnsAnswer> Ask() => Ask([.. _servers.Select(server => server.EndPoint)]);

    private Task<DnsAnswer> Ask(params IPEndPoint[] servers)
    {
        var settings = new ResolverSettings { Servers = servers };
        return Until.Done(new DnsResolver(() => settings, _time).AskAsync("replica.example", DnsType.A, default).AsTask());
    }
}
