using System.Text;
using Edge.Buffers;
using Edge.Http1;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Tests.Http1;

public class RequestLinesTests
{
    [Fact]
    public void A_request_is_written_as_rfc9112_says()
    {
        var output = new ByteBuffer(1);
        RequestLines.Target(output, "/v1/chat/completions?a=%20b").ShouldBeTrue();
        RequestLines.EndOfHead(output);
        RequestLines.Field(output, "Host"u8, "replica:8000"u8).ShouldBeTrue();
        RequestLines.Field(output, "X-Name", "caf\xE9").ShouldBeTrue();
        RequestLines.ContentLength(output, 1L << 62);
        RequestLines.EndOfHead(output);
        Text(output).ShouldBe("/v1/chat/completions?a=%20b\r\nHost: replica:8000\r\nX-Name: caf\xE9\r\nContent-Length: 4611686018427387904\r\n\r\n");
    }

    [Theory]
    [InlineData("/a#b")]
    [InlineData("/a b")]
    [InlineData("/a\tb")]
    [InlineData("/a\r\nX: y")]
    [InlineData("/a\0")]
    [InlineData("/a\x7F")]
    [InlineData("/caf\xE9")]
    [InlineData("/\u0120")]
    public void A_target_that_could_be_two_things_is_not_written(string target)
    {
        var output = new ByteBuffer();
        RequestLines.Target(output, target).ShouldBeFalse();
        output.Length.ShouldBe(0);
    }

    [Theory]
    [InlineData("", "v")]
    [InlineData("A:", "v")]
    [InlineData("A ", "v")]
    [InlineData("A\r\nB", "v")]
    [InlineData("A", "v\r\nB: c")]
    [InlineData("A", "v\n")]
    [InlineData("A", "\0")]
    public void A_field_that_could_be_two_is_not_written(string name, string value)
    {
        var output = new ByteBuffer();
        RequestLines.Field(output, name, value).ShouldBeFalse();
        RequestLines.Field(output, Encoding.Latin1.GetBytes(name), Encoding.Latin1.GetBytes(value)).ShouldBeFalse();
        output.Length.ShouldBe(0);
    }

    [Fact]
    public void A_character_that_becomes_a_line_break_when_narrowed_is_refused() =>
        RequestLines.Field(new ByteBuffer(), "A", "b\u010A").ShouldBeFalse();

    [Fact]
    public void An_empty_chunk_is_an_error_because_it_would_end_the_body() =>
        Should.Throw<ArgumentOutOfRangeException>(() => RequestLines.ChunkHeader(new ByteBuffer(), 0));

    [Fact]
    public void What_is_written_as_chunks_is_read_back_whatever_it_is() =>
        Prop.ForAll<NonEmptyArray<byte>[], PositiveInt>((parts, step) =>
        {
            var output = new ByteBuffer();
            foreach (NonEmptyArray<byte> part in parts)
            {
                RequestLines.ChunkHeader(output, part.Get.Length);
                output.Append(part.Get);
                output.Append(RequestLines.Crlf);
            }
            RequestLines.LastChunk(output);
            return Decode(output.Span, step.Get).SequenceEqual(parts.SelectMany(p => p.Get));
        }).QuickCheckThrowOnFailure();

    private static List<byte> Decode(ReadOnlySpan<byte> bytes, int pieceLength)
    {
        var reader = new ChunkedReader();
        var body = new List<byte>();
        while (true)
        {
            ReadOnlySpan<byte> piece = bytes[..Math.Min(pieceLength, bytes.Length)];
            bytes = bytes[piece.Length..];
            ResponseStep step;
            while ((step = reader.Next(ref piece, out ReadOnlySpan<byte> payload)) == ResponseStep.Payload)
                body.AddRange(payload);
            if (step == ResponseStep.NeedMore)
                continue;
            step.ShouldBe(ResponseStep.End);
            bytes.Length.ShouldBe(0);
            return body;
        }
    }

    private static string Text(ByteBuffer buffer) => Encoding.Latin1.GetString(buffer.Span);
}
