using System.Text;
using Edge.Buffers;
using Edge.Drivers;
using Edge.Faults;
using Edge.Forwarding;

namespace Edge.Tests.Drivers;

/// <summary>Heads of answers, byte for byte.</summary>
public sealed class ResponseWriterTests
{
    private const string Request = "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nx-request-id: mine\r\nContent-Length: 13\r\n\r\n{\"model\":\"m\"}";

    [Theory]
    [InlineData("200 OK\r\nContent-Length: 0\r\n", "200 OK\r\nx-request-id: mine\r\n" + SessionScript.Date + "Content-Length: 0\r\n")]
    [InlineData("204 No Content\r\n", "204 No Content\r\nx-request-id: mine\r\n" + SessionScript.Date)]
    [InlineData("304 Not Modified\r\nETag: x\r\n", "304 Not Modified\r\nETag: x\r\nx-request-id: mine\r\n" + SessionScript.Date)]
    [InlineData("205 Reset Content\r\nContent-Length: 0\r\n", "205 Reset Content\r\nx-request-id: mine\r\n" + SessionScript.Date + "Content-Length: 0\r\n")]
    [InlineData("200 OK\r\nX-Request-ID: theirs\r\nContent-Length: 0\r\n", "200 OK\r\nx-upstream-request-id: theirs\r\nx-request-id: mine\r\n" + SessionScript.Date + "Content-Length: 0\r\n")]
    [InlineData("200 OK\r\ndate: theirs\r\nContent-Length: 0\r\n", "200 OK\r\ndate: theirs\r\nx-request-id: mine\r\nContent-Length: 0\r\n")]
    [InlineData("418 Whatever\r\nContent-Length: 0\r\n", "418 I'm a teapot\r\nx-request-id: mine\r\n" + SessionScript.Date + "Content-Length: 0\r\n")]
    public void An_answer_gets_our_id_and_a_date_where_it_has_none(string upstream, string expected)
    {
        var script = new SessionScript();
        script.Receive(Request);
        script.Lease().Answer($"HTTP/1.1 {upstream}\r\n").ShouldBe($"HTTP/1.1 {expected}\r\n");
        script.End().ShouldBe(SessionFate.KeepAlive);
    }

    [Theory]
    [InlineData(nameof(FaultKind.InvalidKey), 401, "WWW-Authenticate: Bearer\r\n")]
    [InlineData(nameof(FaultKind.QueueFull), 503, "Retry-After: ")]
    [InlineData(nameof(FaultKind.ModelNotFound), 404, "x-request-id: id\r\n")]
    public void An_error_has_the_fields_of_its_kind(string name, int status, string field)
    {
        var fault = new Fault(Enum.Parse<FaultKind>(name));
        var output = new ByteBuffer();
        var request = new RequestHead();
        request.RequestId.Append("id"u8);
        ResponseWriter.Error(output, fault, request, "Date: now\r\n"u8, "Connection: close\r\n"u8);
        string text = Encoding.Latin1.GetString(output.Span);
        text.ShouldStartWith($"HTTP/1.1 {status} ");
        text.ShouldContain($"\r\n{field}");
        text.ShouldContain("\r\nDate: now\r\n");
        string[] parts = text.Split("\r\n\r\n");
        parts.Length.ShouldBe(2);
        parts[0].ShouldContain($"\r\nContent-Length: {parts[1].Length}\r\n");
        parts[0].ShouldEndWith("\r\nConnection: close");
    }

    [Fact]
    public void Every_status_has_its_line()
    {
        for (int status = 200; status < 600; status++)
            Encoding.ASCII.GetString(StatusLines.Of(status)).ShouldMatch($"^HTTP/1\\.1 {status} [A-Za-z' -]*\r\n$");
    }

    [Fact]
    public void The_date_is_written_anew_when_its_second_is_over()
    {
        var clock = new CoarseClock();
        var time = new Hands { Now = DateTimeOffset.UnixEpoch.AddMilliseconds(400) };
        var date = new DateField(time, clock);
        Encoding.ASCII.GetString(date.Line).ShouldBe(SessionScript.Date);
        time.Now = time.Now.AddSeconds(86_400);
        clock.Set(clock.Now + 599);
        Encoding.ASCII.GetString(date.Line).ShouldBe(SessionScript.Date);
        clock.Set(clock.Now + 1);
        Encoding.ASCII.GetString(date.Line).ShouldBe("Date: Fri, 02 Jan 1970 00:00:00 GMT\r\n");
    }

    private sealed class Hands : TimeProvider
    {
        internal DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
