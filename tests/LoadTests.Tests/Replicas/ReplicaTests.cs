using System.Net;
using System.Net.Sockets;
using System.Text;
using Edge.LoadTests.Chaos.Audit;
using Edge.LoadTests.Chaos.Http;
using Edge.LoadTests.Chaos.Plans;
using Edge.LoadTests.Chaos.Replicas;
using LoadTests.Tests.Audit;

namespace LoadTests.Tests.Replicas;

/// <summary>The replica of the chaos test: it answers by plan, and finds what was changed on the way to it.</summary>
public sealed class ReplicaTests : IDisposable
{
    private readonly Tally _tally = new();
    private readonly Ledger _ledger;
    private readonly Replica _replica;

    public ReplicaTests()
    {
        _ledger = new Ledger(_tally);
        _replica = new Replica("rough0", served: null, hasFaults: true, hasLink: false, _ledger, _tally);
    }

    public void Dispose() => _replica.Dispose();

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(3, 7, false)]
    [InlineData(100, 0, true)]
    [InlineData(0, 50, true)]
    public async Task A_request_as_planned_gets_the_answer_as_planned(int requestChunk, int answerChunk, bool stream)
    {
        Plan plan = Staged.Plan(stream) with { RequestFilling = 1000, RequestChunk = requestChunk, AnswerChunk = answerChunk };
        RequestRecord asked = _ledger.Open(plan);
        string answer = await AskAsync(RequestOf(plan), plan);
        answer.ShouldStartWith("HTTP/1.1 200 ");
        Unchunked(answer).ShouldBe(Encoding.ASCII.GetString(Staged.Body(plan)));
        asked.Find(0)!.Fate.ShouldBe(Fate.Whole);
        _tally.Violations().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(nameof(ServerFault.CutAnswer))]
    [InlineData(nameof(ServerFault.ResetAnswer))]
    [InlineData(nameof(ServerFault.LongLength))]
    [InlineData(nameof(ServerFault.NoEndMark))]
    public async Task A_fault_within_an_answer_is_known_not_to_be_whole(string fault)
    {
        Plan plan = Staged.Plan(stream: true) with { Fault = Enum.Parse<ServerFault>(fault), FaultAt = 200 };
        RequestRecord asked = _ledger.Open(plan);
        await AskAsync(RequestOf(plan), plan);
        asked.Find(0)!.Fate.ShouldBe(Fate.Broken);
    }

    [Fact]
    public async Task A_request_that_was_changed_on_the_way_is_found()
    {
        Plan plan = Staged.Plan() with { RequestFilling = 1000 };
        _ledger.Open(plan);
        byte[] request = RequestOf(plan);
        request[request.AsSpan().LastIndexOf((byte)'A')] ^= 1;
        await AskAsync(request, plan);
        _tally.Of(ViolationKind.Wrong).ShouldBe(1);
    }

    [Fact]
    public async Task A_request_with_the_body_of_another_is_cross_talk()
    {
        Plan plan = Staged.Plan() with { RequestFilling = 1000 }, other = plan with { Nonce = new(0x99) };
        _ledger.Open(plan);
        string request = Encoding.ASCII.GetString(RequestOf(other));
        await AskAsync(Encoding.ASCII.GetBytes(request.Replace($"x-request-id: {other.Nonce}", $"x-request-id: {plan.Nonce}", StringComparison.Ordinal)), plan);
        _tally.Of(ViolationKind.CrossTalk).ShouldBe(1);
    }

    [Fact]
    public async Task A_part_of_a_request_that_ends_like_a_whole_one_is_silent()
    {
        Plan plan = Staged.Plan() with { RequestFilling = 1000, RequestChunk = 400 };
        _ledger.Open(plan);
        byte[] request = RequestOf(plan);
        int third = Encoding.ASCII.GetString(request).LastIndexOf("\r\n00000", StringComparison.Ordinal) + 2;
        await AskAsync([.. request[..third], .. "0\r\n\r\n"u8], plan);
        _tally.Of(ViolationKind.Silent).ShouldBe(1);
    }

    [Fact]
    public async Task A_request_that_nobody_made_is_found()
    {
        await AskAsync(RequestOf(Staged.Plan()), Staged.Plan());
        _tally.Of(ViolationKind.Wrong).ShouldBe(1);
    }

    private static byte[] RequestOf(Plan plan)
    {
        var request = new RequestBytes(plan);
        var bytes = new byte[64 * 1024];
        return bytes[..request.Read(bytes)];
    }

    /// <summary>What comes until the replica ends, or the answer as planned is over.</summary>
    private async Task<string> AskAsync(byte[] request, Plan plan)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _replica.Port));
        await socket.SendAsync(request);
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            int read;
            while (!IsOver(text.ToString(), plan) && (read = await socket.ReceiveAsync(buffer)) > 0)
                text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }
        catch (SocketException)
        {
            // It may reset the connection.
        }
        return text.ToString();
    }

    private static bool IsOver(string answer, Plan plan) =>
        answer.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal) || (!plan.Stream && plan.Fault == ServerFault.None && answer.EndsWith("\"}}]}", StringComparison.Ordinal));

    private static string Unchunked(string answer)
    {
        string body = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        if (!answer.Contains("chunked", StringComparison.Ordinal))
            return body;
        var text = new StringBuilder();
        while (Convert.ToInt32(body[..8], 16) is > 0 and int size)
        {
            text.Append(body.AsSpan(10, size));
            body = body[(12 + size)..];
            if (body.StartsWith("0\r\n", StringComparison.Ordinal))
                break;
        }
        return text.ToString();
    }
}
