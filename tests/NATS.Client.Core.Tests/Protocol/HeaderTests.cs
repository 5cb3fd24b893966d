using System.Buffers;
using System.Text;
using Microsoft.Extensions.Primitives;
using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Tests.Protocol;

public sealed class HeaderTests
{
    private static NatsHeaders Read(string header, out string? mistake)
    {
        var headers = new NatsHeaders();
        mistake = HeaderReader.Read(Encoding.ASCII.GetBytes(header), headers, Encoding.ASCII);
        return headers;
    }

    [Fact]
    public void What_is_written_is_read()
    {
        var headers = new NatsHeaders { ["A"] = "1", ["B"] = new StringValues(["x", "", "y: z"]) };
        var buffer = new ArrayBufferWriter<byte>();
        HeaderWriter.Write(buffer, headers, Encoding.ASCII);
        Encoding.ASCII.GetString(buffer.WrittenSpan).ShouldBe("NATS/1.0\r\nA: 1\r\nB: x\r\nB: \r\nB: y: z\r\n\r\n");
        HeaderWriter.Measure(headers, Encoding.ASCII).ShouldBe(buffer.WrittenCount);
        headers.GetBytesLength().ShouldBe(buffer.WrittenCount);
        NatsHeaders read = Read(Encoding.ASCII.GetString(buffer.WrittenSpan), out string? mistake);
        mistake.ShouldBeNull();
        read["a"].ToString().ShouldBe("1");
        read["B"].ToArray().ShouldBe(["x", "", "y: z"]);
    }

    [Theory]
    [InlineData("NATS/1.0\r\n\r\n", 0, "", NatsHeaders.Messages.Text)]
    [InlineData("NATS/1.0 503\r\n\r\n", 503, "", NatsHeaders.Messages.Text)]
    [InlineData("NATS/1.0 503 No Responders\r\n\r\n", 503, "No Responders", NatsHeaders.Messages.Text)]
    [InlineData("NATS/1.0 100 Idle Heartbeat\r\nNats-Last-Consumer: 5\r\n\r\n", 100, "Idle Heartbeat", NatsHeaders.Messages.IdleHeartbeat)]
    [InlineData("NATS/1.0 100 FlowControl Request\r\n\r\n", 100, "FlowControl Request", NatsHeaders.Messages.Text)]
    [InlineData("NATS/1.0 404 No Messages\r\n\r\n", 404, "No Messages", NatsHeaders.Messages.NoMessages)]
    [InlineData("NATS/1.0   408   Request Timeout\r\n\r\n", 408, "Request Timeout", NatsHeaders.Messages.RequestTimeout)]
    public void A_status_is_read(string header, int code, string text, NatsHeaders.Messages message)
    {
        NatsHeaders headers = Read(header, out string? mistake);
        mistake.ShouldBeNull();
        headers.Code.ShouldBe(code);
        headers.MessageText.ShouldBe(text);
        headers.Message.ShouldBe(message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NATS/1.0")]
    [InlineData("NATS/2.0\r\n\r\n")]
    [InlineData("NATS/1.0x\r\n\r\n")]
    [InlineData("NATS/1.0 abc\r\n\r\n")]
    [InlineData("NATS/1.0 12x\r\n\r\n")]
    [InlineData("NATS/1.0\r\nno colon\r\n\r\n")]
    [InlineData("NATS/1.0\r\n: nameless\r\n\r\n")]
    [InlineData("NATS/1.0\r\nA: b")]
    public void What_is_no_header_is_told(string header)
    {
        Read(header, out string? mistake);
        mistake.ShouldNotBeNull();
    }

    [Fact]
    public void Values_lose_the_blanks_around_them_and_line_breaks_of_other_kinds_stay()
    {
        Read("NATS/1.0\r\nA: \t x y \t\r\nB:z\r\nC: a\nb\r\n\r\n", out string? mistake)["a"].ToString().ShouldBe("x y");
        mistake.ShouldBeNull();
    }

    [Fact]
    public void No_input_throws()
    {
        var random = new Random(99);
        byte[] start = Encoding.ASCII.GetBytes("NATS/1.0 503 No Responders\r\nA: b\r\nC:d\r\n\r\n");
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = [.. start];
            for (int changes = random.Next(1, 6); changes > 0; changes--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            HeaderReader.Read(bytes.AsSpan(0, random.Next(bytes.Length + 1)), new NatsHeaders(), Encoding.ASCII);
            HeaderReader.IsNoResponders(new ReadOnlySequence<byte>(bytes, 0, random.Next(bytes.Length + 1)));
        }
    }

    [Fact]
    public void Names_ignore_case_and_an_empty_value_removes()
    {
        var headers = new NatsHeaders { { "One", "1" } };
        headers["ONE"].ToString().ShouldBe("1");
        headers["missing"].Count.ShouldBe(0);
        headers["one"] = StringValues.Empty;
        headers.Count.ShouldBe(0);
        headers.TryGetLastValue("one", out _).ShouldBeFalse();
        headers["x"] = new StringValues(["a", "b"]);
        headers.TryGetLastValue("X", out string? last).ShouldBeTrue();
        last.ShouldBe("b");
        headers.Select(field => field.Key).ShouldBe(["x"]);
    }
}
