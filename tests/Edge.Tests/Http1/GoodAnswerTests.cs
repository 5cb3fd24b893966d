using Edge.Http1;

namespace Edge.Tests.Http1;

public class GoodAnswerTests
{
    [Fact]
    public void A_typical_answer_is_read_as_it_stands()
    {
        Reading reading = Reading.Of(Answers.Json);
        reading.Error.ShouldBeNull();
        reading.Head.ShouldBe("1.1 200 Length 28 keep=True events=False\ndate=Fri, 01 Aug 2025 10:00:00 GMT\nserver=uvicorn\ncontent-type=application/json\nx-request-id=abc\n");
        reading.Body.ShouldBe("{\"object\":\"chat.completion\"}");
        reading.Reusable.ShouldBeTrue();
    }

    [Fact]
    public void All_of_the_corpus_is_good_and_read_as_the_oracle_reads_it()
    {
        foreach (string answer in Answers.Good)
        {
            Reading reading = Reading.Of(answer);
            reading.Error.ShouldBeNull(answer);
            reading.ShouldBe(ResponseOracle.Read(System.Text.Encoding.Latin1.GetBytes(answer), false), answer);
        }
    }

    [Theory]
    [InlineData("RFC 9110 9.3.2: HEAD", true, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "1.1 200 None 5")]
    [InlineData("RFC 9110 9.3.2: HEAD, chunked", true, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1.1 200 None -1")]
    [InlineData("RFC 9110 9.3.2: HEAD, no framing", true, "HTTP/1.1 200 OK\r\n\r\n", "1.1 200 None -1")]
    [InlineData("RFC 9112 6.3: 204", false, "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", "1.1 204 None 5")]
    [InlineData("RFC 9112 6.3: 304", false, "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n", "1.1 304 None -1")]
    [InlineData("RFC 9112 6.3: an empty body", false, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "1.1 200 Length 0")]
    [InlineData("RFC 9112 6.3: chunked, empty", false, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "1.1 200 Chunked -1")]
    public void An_answer_without_a_body_ends_at_once_and_the_connection_stays(string clause, bool headRequest, string answer, string head)
    {
        Reading reading = Reading.Of(answer, headRequest);
        reading.Error.ShouldBeNull(clause);
        reading.Head.ShouldStartWith(head);
        reading.Body.ShouldBeEmpty();
        reading.Reusable.ShouldBeTrue(clause);
    }

    [Theory]
    [InlineData("HTTP/1.1", "", true)]
    [InlineData("HTTP/1.1", "Connection: keep-alive\r\n", true)]
    [InlineData("HTTP/1.1", "Connection: close\r\n", false)]
    [InlineData("HTTP/1.1", "Connection: CLOSE\r\n", false)]
    [InlineData("HTTP/1.1", "Connection: keep-alive, close\r\n", false)]
    [InlineData("HTTP/1.1", "Connection: keep-alive\r\nConnection: x,close\r\n", false)]
    [InlineData("HTTP/1.1", "Connection:\r\n", true)]
    [InlineData("HTTP/1.1", "Connection: closed\r\n", true)]
    [InlineData("HTTP/1.0", "", false)]
    [InlineData("HTTP/1.0", "Connection: Keep-Alive\r\n", true)]
    [InlineData("HTTP/1.0", "Connection: x\r\nConnection: y ,keep-alive\r\n", true)]
    [InlineData("HTTP/1.0", "Connection: keep-alive\r\nConnection: close\r\n", false)]
    public void Rfc9112_9_3_decides_whether_the_connection_persists(string version, string fields, bool keepAlive) =>
        Reading.Of($"{version} 200 OK\r\n{fields}Content-Length: 0\r\n\r\n").Reusable.ShouldBe(keepAlive);

    [Fact]
    public void A_body_until_close_ends_with_the_connection()
    {
        Reading reading = Reading.Of("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n\r\nall of this");
        reading.Good.ShouldBeTrue();
        reading.Body.ShouldBe("all of this");
        reading.Reusable.ShouldBeFalse();
    }

    [Fact]
    public void Bytes_after_the_end_are_left_and_spoil_the_connection()
    {
        var reader = new ResponseReader();
        ReadOnlySpan<byte> input = "HTTP/1.1 204 x\r\n\r\nHTTP"u8;
        reader.Next(ref input, out _).ShouldBe(ResponseStep.Head);
        reader.Next(ref input, out _).ShouldBe(ResponseStep.End);
        input.SequenceEqual("HTTP"u8).ShouldBeTrue();
        reader.LeftOver.ShouldBeTrue();
        reader.CanReuse.ShouldBeFalse();
    }

    [Fact]
    public void Bytes_that_come_later_spoil_it_too()
    {
        var reader = new ResponseReader();
        ReadOnlySpan<byte> input = "HTTP/1.1 204 x\r\n\r\n"u8;
        reader.Next(ref input, out _).ShouldBe(ResponseStep.Head);
        reader.Next(ref input, out _).ShouldBe(ResponseStep.End);
        reader.CanReuse.ShouldBeTrue();
        input = "x"u8;
        reader.Next(ref input, out _).ShouldBe(ResponseStep.End);
        input.Length.ShouldBe(1);
        reader.CanReuse.ShouldBeFalse();
    }

    [Fact]
    public void One_answer_after_another_is_read_and_nothing_of_the_first_stays()
    {
        var reader = new ResponseReader();
        foreach (string answer in Answers.Good.Concat(Answers.Good.Reverse()))
        {
            byte[] bytes = System.Text.Encoding.Latin1.GetBytes(answer);
            Reading.Of(reader, bytes, headRequest: false).ShouldBe(ResponseOracle.Read(bytes, headRequest: false));
        }
    }

    [Theory]
    [InlineData("text/event-stream", true)]
    [InlineData("Text/Event-Stream;charset=utf-8", true)]
    [InlineData("text/event-stream \t; a=b", true)]
    [InlineData("text/event-streams", false)]
    [InlineData("text/event-stream, x", false)]
    [InlineData("application/json", false)]
    [InlineData("", false)]
    public void Rfc9110_8_3_says_which_answers_are_event_streams(string type, bool events) =>
        Reading.Of($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: 0\r\n\r\n").Head.ShouldContain($"events={events}");

    [Theory]
    [InlineData("gzip", false)]
    [InlineData("identity", true)]
    public void An_encoded_event_stream_is_none_we_can_read(string encoding, bool events) =>
        Reading.Of($"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nContent-Type: text/event-stream\r\nContent-Length: 0\r\n\r\n").Head.ShouldContain($"events={events}");

    [Fact]
    public void Known_fields_are_recognised_in_any_case()
    {
        var reader = new ResponseReader();
        ReadOnlySpan<byte> input = "HTTP/1.1 200 OK\r\nX-Other: 1\r\nRETRY-AFTER: 2\r\nX-Request-Id: 3\r\nDate: 4\r\nserver: 5\r\nContent-Encoding: 6\r\nContent-Type: 7\r\n\r\n"u8;
        reader.Next(ref input, out _).ShouldBe(ResponseStep.Head);
        ResponseHead head = reader.Head;
        Enumerable.Range(0, head.FieldCount).Select(head.Known).ShouldBe(
        [
            ResponseField.Other, ResponseField.RetryAfter, ResponseField.RequestId, ResponseField.Date, ResponseField.Server,
            ResponseField.ContentEncoding, ResponseField.ContentType,
        ]);
    }
}
