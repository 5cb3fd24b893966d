extern alias matrix;

using System.Text;
using matrix::Edge.LoadTests.Matrix.Wire;

namespace LoadTests.Tests.Matrix;

/// <summary>Whoever judges the callers of the matrix tells the ways apart in which an answer ends.</summary>
public class AnswerReaderTests
{
    private static readonly Question Small = new("m", "m", Ask.Small, "00000001");
    private static readonly Question Stream = new("m", "m", Ask.ShortStream, "00000001");
    private static readonly string[] Events = [.. Question.Events(Ask.ShortStream, "m", "00000001")];

    private static string Head => "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private static string Json => Question.Json(Ask.Small, "m", "00000001");

    private static string Streamed => Model.StreamHead(keeps: true) + string.Concat(Events.Select(Model.Chunk));

    private static string Error => """{"error":{"message":"It broke.","type":"server_error","param":null,"code":"truncated"}}""";

    [Fact]
    public void A_whole_answer_is_whole()
    {
        Judge(Small, $"{Head}Content-Length: {Json.Length}\r\n\r\n{Json}").ShouldBe((true, Fate.Whole));
        Judge(Stream, Streamed + "0\r\n\r\n").ShouldBe((true, Fate.Whole));
    }

    [Fact]
    public void An_answer_of_another_or_with_another_byte_is_wrong()
    {
        string other = Json.Replace("00000001", "00000002", StringComparison.Ordinal);
        Judge(Small, $"{Head}Content-Length: {other.Length}\r\n\r\n{other}").Fate.ShouldBe(Fate.Wrong);
        Judge(Small, $"{Head}Content-Length: {Json.Length}\r\n\r\n{other[..40]}").Fate.ShouldBe(Fate.Wrong);
        Judge(Stream, Model.StreamHead(keeps: true) + Model.Chunk(Events[1])).Fate.ShouldBe(Fate.Wrong);
    }

    [Fact]
    public void An_answer_that_ends_well_before_its_end_is_wrong()
    {
        Judge(Small, $"{Head}Content-Length: 40\r\n\r\n{Json[..40]}").ShouldBe((true, Fate.Wrong));
        Judge(Stream, Model.StreamHead(keeps: true) + Model.Chunk(Events[0]) + "0\r\n\r\n").ShouldBe((true, Fate.Wrong));
    }

    [Fact]
    public void A_break_that_can_be_seen_is_one()
    {
        string whole = $"{Head}Content-Length: {Json.Length}\r\n\r\n{Json}";
        for (int end = 0; end < whole.Length; end++)
            Judge(Small, whole[..end]).ShouldBe((false, Fate.Broken));
        for (int end = 0; end <= Streamed.Length; end++)
            Judge(Stream, Streamed[..end]).ShouldBe((false, Fate.Broken));
    }

    [Fact]
    public void An_error_is_told_where_it_is_whole()
    {
        string head = "HTTP/1.1 502 Bad Gateway\r\nContent-Type: application/json\r\n";
        Judge(Small, $"{head}Content-Length: {Error.Length}\r\n\r\n{Error}").ShouldBe((true, Fate.Told));
        Judge(Small, $"{head}Content-Length: {Error.Length}\r\n\r\n{Error[..^1]}").ShouldBe((false, Fate.Broken));
        Judge(Small, $"{head}Content-Length: 2\r\n\r\n{{}}").Fate.ShouldBe(Fate.Wrong);
    }

    [Fact]
    public void An_error_in_a_stream_is_told_between_two_events_alone()
    {
        string told = Model.Chunk($"data: {Error}\n\n");
        Judge(Stream, Model.StreamHead(keeps: true) + told).ShouldBe((false, Fate.Told));
        Judge(Stream, Model.StreamHead(keeps: true) + Model.Chunk(Events[0]) + told).ShouldBe((false, Fate.Told));
        Judge(Stream, Model.StreamHead(keeps: true) + Model.Chunk(Events[0]) + told + "0\r\n\r\n").Fate.ShouldBe(Fate.Wrong);
        Judge(Stream, Model.StreamHead(keeps: true) + Model.Chunk(Events[0][..15]) + told).Fate.ShouldBe(Fate.Wrong);
    }

    /// <summary>An answer, byte by byte up to where the connection ends.</summary>
    private static (bool IsWhole, Fate Fate) Judge(Question question, string bytes)
    {
        var reader = new AnswerReader(question);
        bool isWhole = false;
        foreach (byte next in Encoding.ASCII.GetBytes(bytes))
            isWhole = reader.Take([next]);
        return (isWhole, reader.Judge().Fate);
    }
}
