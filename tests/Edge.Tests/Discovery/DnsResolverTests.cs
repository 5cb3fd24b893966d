using System.Net;
using System.Net.Sockets;
using Edge.Discovery;
using Edge.Tests.Upstream;

namespace Edge.Tests.Discovery;

public sealed class DnsResolverTests : IDisposable
{
    private const string Right = "192.0.2.1";
    private const string Wrong = "192.0.2.66";

    private readonly ManualTime _time = new();
    private readonly List<FakeDns> _servers = [];

    public void Dispose() => _servers.ForEach(server => server.Dispose());

    [Fact]
    public async Task An_address_is_found_with_the_lowest_time_to_live()
    {
        FakeDns server = Server(question => question.Answer.Address(DnsBytes.Asked, Right, 40).Address(DnsBytes.Asked, "192.0.2.2", 30));

        DnsAnswer answer = await Ask("Replica.Example", DnsType.A);

        answer.Outcome.ShouldBe(DnsOutcome.Found);
        answer.Records.Select(record => record.Address).ShouldBe([IPAddress.Parse(Right), IPAddress.Parse("192.0.2.2")]);
        answer.Ttl.ShouldBe(TimeSpan.FromSeconds(30));
        FakeQuestion asked = server.Asked.ShouldHaveSingleItem();
        (asked.Name, asked.Type, asked.HasOptions).ShouldBe(("replica.example", DnsType.A, true));
    }

    [Theory]
    [InlineData(0, nameof(DnsOutcome.NoData))]
    [InlineData(3, nameof(DnsOutcome.NoSuchName))]
    public async Task What_is_not_there_is_believed_of_the_first_server(int code, string outcome)
    {
        FakeDns first = Server(question => question.Answer.Code(code));
        FakeDns second = Server(Answer(Right));

        (await Ask()).Outcome.ToString().ShouldBe(outcome);

        first.Asked.Count.ShouldBe(1);
        second.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2, "SERVFAIL")]
    [InlineData(5, "REFUSED")]
    public async Task A_server_that_fails_is_passed_over_for_the_next(int code, string text)
    {
        FakeDns failing = Server(question => question.Answer.Code(code));
        (await Ask()).Reason.ShouldBe($"replica.example: {failing.EndPoint} answered {text}");
        Server(Answer(Right));

        ShouldBeRight(await Ask());

        failing.Asked.Count.ShouldBe(2 + 1);
    }

    [Fact]
    public async Task All_servers_are_asked_in_turn_and_then_once_more()
    {
        var order = new List<int>();
        Server(question => Failing(question, 1));
        Server(question => Failing(question, 2));

        (await Ask()).Outcome.ShouldBe(DnsOutcome.Failed);

        order.ShouldBe([1, 2, 1, 2]);

        DnsBytes Failing(FakeQuestion question, int server)
        {
            order.Add(server);
            return question.Answer.Code(2);
        }
    }

    [Fact]
    public async Task A_silent_server_has_two_seconds_and_then_the_next_is_asked()
    {
        FakeDns silent = Server(Silence);
        Server(Answer(Right));

        ShouldBeRight(await Ask());

        silent.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task When_all_are_silent_the_question_fails_after_two_rounds()
    {
        FakeDns silent = Server(Silence);

        DnsAnswer answer = await Ask();

        answer.Outcome.ShouldBe(DnsOutcome.Failed);
        answer.Reason.ShouldBe($"replica.example: {silent.EndPoint} did not answer in 2 s");
        silent.Asked.Count.ShouldBe(2);
        silent.Asked.Select(question => question.Id).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task The_timeout_is_the_one_in_the_settings()
    {
        FakeDns silent = Server(question =>
        {
            _time.Advance(TimeSpan.FromSeconds(2.9));
            return [question.Answer.Address(DnsBytes.Asked, Right).ToArray()];
        });

        ShouldBeRight(await Ask(Settings() with { Timeout = TimeSpan.FromSeconds(3) }));

        silent.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_passed_over()
    {
        // Holds a port without hearing anybody but itself.
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await deaf.ConnectAsync(deaf.LocalEndPoint!);
        var nobody = (IPEndPoint)deaf.LocalEndPoint!;

        (await Ask(Settings() with { Servers = [nobody] })).Reason!.ShouldContain("cannot be asked");
        FakeDns server = Server(Answer(Right));

        ShouldBeRight(await Ask(Settings() with { Servers = [nobody, server.EndPoint] }));
    }

    [Fact]
    public async Task Without_a_server_the_question_fails() =>
        (await Ask()).Reason.ShouldBe("replica.example: there is no server to ask");

    /// <summary>Each is sent before the right answer; what is taken for an answer would end the question.</summary>
    public static TheoryData<string> Forgeries => ["id", "case", "name", "type", "no question", "question back", "opcode", "short", "empty"];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task What_does_not_answer_the_question_is_ignored(string forgery)
    {
        Server(question => [Forge(question, forgery), question.Answer.Address(DnsBytes.Asked, Right).ToArray()]);

        ShouldBeRight(await Ask());
    }

    [Fact]
    public async Task An_answer_from_somebody_else_is_ignored()
    {
        using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        stranger.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Server(question =>
        {
            stranger.SendTo(question.Answer.Address(DnsBytes.Asked, Wrong).ToArray(), question.From);
            return [question.Answer.Address(DnsBytes.Asked, Right).ToArray()];
        });

        ShouldBeRight(await Ask());
    }

    [Fact]
    public async Task Each_question_has_a_port_and_letters_of_its_own()
    {
        FakeDns server = Server(Answer(Right));
        for (int i = 0; i < 20; i++)
            ShouldBeRight(await Ask());

        server.Asked.Select(question => question.From.Port).Distinct().Count().ShouldBeGreaterThan(1);
        server.Asked.Select(question => question.Id).Distinct().Count().ShouldBeGreaterThan(1);
        server.Asked.Select(question => question.Written).Distinct().Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_ends_the_try()
    {
        FakeDns broken = Server(question => [question.Answer.Address(DnsBytes.Asked, Wrong).ToArray()[..^1]]);
        (await Ask()).Reason.ShouldBe($"replica.example: {broken.EndPoint} answered what cannot be read");
        Server(Answer(Right));

        ShouldBeRight(await Ask());
    }

    [Fact]
    public async Task A_server_that_knows_no_options_is_asked_without()
    {
        FakeDns old = Server(question => question.HasOptions ? question.Answer.Code(1) : question.Answer.Address(DnsBytes.Asked, Right));

        ShouldBeRight(await Ask());

        old.Asked.Select(question => question.HasOptions).ShouldBe([true, false]);
    }

    [Fact]
    public async Task A_server_that_understands_nothing_is_passed_over()
    {
        FakeDns server = Server(question => question.Answer.Code(1));

        (await Ask(Settings() with { Attempts = 1 })).Reason!.ShouldEndWith("answered FORMERR");

        server.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_gives_up_gets_no_answer()
    {
        using var impatient = new CancellationTokenSource();
        Server(_ =>
        {
            impatient.Cancel();
            return Array.Empty<byte[]>();
        });

        await Should.ThrowAsync<OperationCanceledException>(() => Until.Done(Resolver(Settings()).AskAsync("replica.example", DnsType.A, impatient.Token).AsTask()));
    }

    [Fact]
    public async Task What_is_no_name_is_not_asked()
    {
        FakeDns server = Server(Answer(Right));

        (await Ask("two words", DnsType.A)).Reason.ShouldBe("\"two words\" is no name that DNS could have");

        server.Asked.ShouldBeEmpty();
    }

    private static void ShouldBeRight(DnsAnswer answer)
    {
        answer.Reason.ShouldBeNull();
        answer.Records.ShouldHaveSingleItem().Address.ShouldBe(IPAddress.Parse(Right));
    }

    private static byte[] Forge(FakeQuestion question, string forgery)
    {
        byte[] message = question.Answer.Address(DnsBytes.Asked, Wrong).ToArray();
        switch (forgery)
        {
            case "id":
                message[1] ^= 1;
                break;
            case "case":
                message[13] ^= 0x20;
                break;
            case "name":
                message[13] ^= 1;
                break;
            case "type":
                message[DnsBytes.EndOfQuestion(message) - 3] ^= 0x1D;
                break;
            case "no question":
                message = [.. message[..5], 0, .. message[6..12], .. message[DnsBytes.EndOfQuestion(message)..]];
                break;
            case "question back":
                message = question.Bytes;
                break;
            case "opcode":
                message[2] |= 0x28;
                break;
            case "short":
                message = message[..11];
                break;
            case "empty":
                message = [];
                break;
        }
        return message;
    }

    private static Func<FakeQuestion, DnsBytes> Answer(string address) => question => question.Answer.Address(DnsBytes.Asked, address);

    // No answer, and the time of the question passes.
    private byte[][] Silence(FakeQuestion question)
    {
        _time.Advance(TimeSpan.FromSeconds(2));
        return [];
    }

    private FakeDns Server(Func<FakeQuestion, DnsBytes> answer) => Server(question => [answer(question).ToArray()]);

    private FakeDns Server(Func<FakeQuestion, byte[][]> answer)
    {
        var server = new FakeDns(answer);
        _servers.Add(server);
        return server;
    }

    private ResolverSettings Settings() => new() { Servers = [.. _servers.Select(server => server.EndPoint)] };

    private DnsResolver Resolver(ResolverSettings settings) => new(() => settings, _time);

    private Task<DnsAnswer> Ask(string name, DnsType type) => Until.Done(Resolver(Settings()).AskAsync(name, type, default).AsTask());

    private Task<DnsAnswer> Ask(ResolverSettings settings) => Until.Done(Resolver(settings).AskAsync("replica.example", DnsType.A, default).AsTask());

    private Task<DnsAnswer> Ask() => Ask(Settings());
}
