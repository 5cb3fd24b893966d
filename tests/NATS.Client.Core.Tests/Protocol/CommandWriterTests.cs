using System.Buffers;
using System.Text;
using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Tests.Protocol;

public sealed class CommandWriterTests
{
    private static string Written(Action<ArrayBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Published(string subject, string? replyTo, int headerLength, string body)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        var target = new byte[CommandWriter.MeasurePublish(subject, replyTo, bytes.Length)];
        return Encoding.UTF8.GetString(target, 0, CommandWriter.Publish(target, subject, replyTo, headerLength, bytes));
    }

    [Fact]
    public void Commands_are_written_as_the_protocol_has_them()
    {
        Written(CommandWriter.Ping).ShouldBe("PING\r\n");
        Written(CommandWriter.Pong).ShouldBe("PONG\r\n");
        Written(target => CommandWriter.Subscribe(target, "a.>", null, 12, null)).ShouldBe("SUB a.> 12\r\n");
        Written(target => CommandWriter.Subscribe(target, "a", "g", 1, 5)).ShouldBe("SUB a g 1\r\nUNSUB 1 5\r\n");
        Written(target => CommandWriter.Unsubscribe(target, 3, null)).ShouldBe("UNSUB 3\r\n");
    }

    [Fact]
    public void Messages_are_written_as_the_protocol_has_them()
    {
        Published("a", null, 0, "").ShouldBe("PUB a 0\r\n\r\n");
        Published("a.b", "r", 0, "hello").ShouldBe("PUB a.b r 5\r\nhello\r\n");
        Published("a", null, 12, "NATS/1.0\r\n\r\n").ShouldBe("HPUB a 12 12\r\nNATS/1.0\r\n\r\n\r\n");
        Published("ä€", "r", 12, "NATS/1.0\r\n\r\nü").ShouldBe("HPUB ä€ r 12 14\r\nNATS/1.0\r\n\r\nü\r\n");
    }

    [Fact]
    public void The_measure_is_enough_for_the_longest_numbers()
    {
        const int length = 123_456_789;
        string most = $"HPUB {new string('€', 50)} {new string('€', 50)} {length} {length}\r\n\r\n";
        CommandWriter.MeasurePublish(new string('€', 50), new string('€', 50), 0).ShouldBeGreaterThanOrEqualTo(Encoding.UTF8.GetByteCount(most));
    }

    [Fact]
    public void Who_we_are_is_one_line_of_json_without_what_is_not_set()
    {
        string connect = Written(target => CommandWriter.Connect(target, new ConnectCommand { Name = "a\r\nb", Headers = true }));
        connect.ShouldStartWith("CONNECT {");
        connect.IndexOf('\n', StringComparison.Ordinal).ShouldBe(connect.Length - 1);
        connect.ShouldContain("\"headers\":true");
        connect.ShouldNotContain("jwt");
    }
}
