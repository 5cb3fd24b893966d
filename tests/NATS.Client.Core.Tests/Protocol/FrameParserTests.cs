using System.Text;
using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Tests.Protocol;

public sealed class FrameParserTests
{
    private const int MaxPayload = 2000;

    private static readonly string Conversation = string.Concat(
        "INFO {\"server_id\":\"x\",\"max_payload\":1024}\r\n",
        "PING\r\n",
        "+OK\r\n",
        "MSG a.b 1 5\r\nhello\r\n",
        "MSG a.b 1 0\r\n\r\n",
        "MSG a 23 reply.to 4\r\n\r\n\r\n\r\n",
        "HMSG a 7 12 12\r\nNATS/1.0\r\n\r\n\r\n",
        "HMSG h 7 r 18 25\r\nNATS/1.0\r\nA: b\r\n\r\npayload\r\n",
        "-ERR 'Permissions Violation for Publish to \"x\"'\r\n",
        "MSG  spaced \t 9  3 \r\nabc\r\n",
        "PONG\r\n");

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    [Fact]
    public void A_conversation_is_read_as_it_was_meant()
    {
        string said = Said.ByParser(MaxPayload, Bytes(Conversation));
        said.ShouldBe(SlowParser.Say(MaxPayload, Bytes(Conversation)));
        said.ShouldEndWith("Pong 0 <> <> <> <> <>\nIncomplete at 0");
        said.ShouldContain("HMsg 7 <h> <r> <NATS/1.0\r\nA: b\r\n\r\n> <payload> <>\n");
        said.ShouldContain("Msg 23 <a> <reply.to> <> <\r\n\r\n> <>\n");
        said.ShouldContain("Err 0 <> <> <> <> <Permissions Violation for Publish to \"x\">\n");
    }

    [Fact]
    public void Where_the_bytes_are_cut_makes_no_difference()
    {
        byte[] bytes = Bytes(Conversation);
        string whole = Said.ByParser(MaxPayload, bytes);
        for (int cut = 0; cut <= bytes.Length; cut++)
            Said.ByParser(MaxPayload, bytes.AsMemory(0, cut), ReadOnlyMemory<byte>.Empty, bytes.AsMemory(cut)).ShouldBe(whole);
        Said.ByParser(MaxPayload, [.. Enumerable.Range(0, bytes.Length).Select(i => (ReadOnlyMemory<byte>)bytes.AsMemory(i, 1))]).ShouldBe(whole);
        Said.ByParserBytewise(MaxPayload, bytes).ShouldBe(whole);
    }

    [Fact]
    public void A_beginning_says_what_is_whole_and_waits_for_the_rest()
    {
        byte[] bytes = Bytes(Conversation);
        for (int end = 0; end <= bytes.Length; end++)
            Said.ByParser(MaxPayload, bytes.AsMemory(0, end)).ShouldBe(SlowParser.Say(MaxPayload, bytes[..end]));
    }

    [Theory]
    [InlineData("PING\n")]
    [InlineData("\r\n")]
    [InlineData("ping\r\n")]
    [InlineData("PING \r\n")]
    [InlineData("PINGPONG\r\n")]
    [InlineData("HELLO\r\n")]
    [InlineData("MSG a 1\r\n")]
    [InlineData("MSG a 1 -1\r\n")]
    [InlineData("MSG a 1 +1\r\n")]
    [InlineData("MSG a x 1\r\n")]
    [InlineData("MSG a 1 2 3 4\r\n")]
    [InlineData("MSG a 1 2001\r\n")]
    [InlineData("MSG a 1 99999999999\r\n")]
    [InlineData("MSG a 99999999999 1\r\n")]
    [InlineData("HMSG a 1 5\r\n")]
    [InlineData("HMSG a 1 13 12\r\n")]
    [InlineData("MSG a 1 2\r\nabc\r\n")]
    [InlineData("MSG a 1 2\r\nab\n\n")]
    public void What_is_no_command_is_told(string text)
    {
        Said.ByParser(MaxPayload, Bytes(text)).ShouldStartWith("Malformed");
        SlowParser.Say(MaxPayload, Bytes(text)).ShouldStartWith("Malformed");
    }

    [Fact]
    public void A_line_without_end_is_given_up()
    {
        Said.ByParser(MaxPayload, Bytes(new string('M', FrameParser.MaxLine - 1))).ShouldStartWith("Incomplete");
        Said.ByParser(MaxPayload, Bytes(new string('M', FrameParser.MaxLine))).ShouldStartWith("Malformed");
        Said.ByParser(MaxPayload, Bytes($"MSG {new string('s', FrameParser.MaxLine)} 1 0\r\n\r\n")).ShouldStartWith("Malformed");
        Said.ByParser(MaxPayload, Bytes("INFO " + new string('i', 10_000) + "\r\n")).ShouldStartWith("Info");
        Said.ByParser(MaxPayload, Bytes("INFO " + new string('i', FrameParser.MaxInfoLine))).ShouldStartWith("Malformed");
    }

    [Fact]
    public void Changed_at_random_it_says_what_the_slow_parser_says()
    {
        var random = new Random(4711);
        byte[] alphabet = Bytes("\r\n \tMSGHPINFO+-E0123456789a.'");
        for (int round = 0; round < 30_000; round++)
        {
            var bytes = new List<byte>(Bytes(Conversation));
            for (int changes = random.Next(1, 5); changes > 0; changes--)
            {
                int at = random.Next(bytes.Count);
                switch (random.Next(4))
                {
                    case 0: bytes[at] = alphabet[random.Next(alphabet.Length)]; break;
                    case 1: bytes.RemoveAt(at); break;
                    case 2: bytes.Insert(at, alphabet[random.Next(alphabet.Length)]); break;
                    default: bytes.RemoveRange(at, Math.Min(random.Next(20), bytes.Count - at)); break;
                }
                if (bytes.Count == 0)
                    break;
            }
            byte[] changed = [.. bytes];
            int cut = random.Next(changed.Length + 1);
            string said = Said.ByParser(MaxPayload, changed.AsMemory(0, cut), changed.AsMemory(cut));
            said.ShouldBe(SlowParser.Say(MaxPayload, changed), Encoding.Latin1.GetString(changed));
        }
    }
}
