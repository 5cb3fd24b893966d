using System.Text;
using Edge.LoadTests.Chaos.Audit;
using Edge.LoadTests.Chaos.Material;
using Edge.LoadTests.Chaos.Plans;

namespace LoadTests.Tests.Audit;

/// <summary>Answers as an edge would pass them on, right or not, and what the auditor says of them.</summary>
internal static class Staged
{
    internal static readonly Front Plain = new("plain", 1, MayBreak: false, MayHang: false);

    /// <summary>A small request to replicas with faults.</summary>
    internal static Plan Plan(bool stream = false, ulong nonce = 0x1234567890ABCDEF) => new()
    {
        Nonce = new Nonce(nonce),
        Destination = Destination.Rough,
        Path = CallPath.Chat,
        Front = Plain,
        Stream = stream,
        AnswerFilling = 300,
        Events = 4,
    };

    /// <summary>The whole body of an answer.</summary>
    internal static byte[] Body(Plan plan, int status = 200, int attempt = 0)
    {
        var body = new byte[64 * 1024];
        return body[..plan.AnswerBody(status, attempt).Read(body)];
    }

    /// <summary>An answer with a length.</summary>
    internal static byte[] WithLength(Plan plan, byte[] body, int status = 200, int attempt = 0) =>
        [.. Encoding.ASCII.GetBytes($"{Head(plan, status, attempt)}Content-Length: {body.Length}\r\n\r\n"), .. body];

    /// <summary>An answer in two chunks, and the last one where it <paramref name="ends"/>.</summary>
    internal static byte[] InChunks(Plan plan, byte[] body, bool ends = true, int attempt = 0)
    {
        byte[] first = body[..(body.Length / 2)], second = body[(body.Length / 2)..];
        return [.. Encoding.ASCII.GetBytes($"{Head(plan, 200, attempt)}Transfer-Encoding: chunked\r\n\r\n"), .. Chunk(first), .. Chunk(second), .. ends ? "0\r\n\r\n"u8 : default];
    }

    /// <summary>An error of the edge's own.</summary>
    internal static byte[] Refusal(Plan plan, int status, string json) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Word\r\nContent-Type: application/json\r\nx-request-id: {plan.Nonce}\r\nContent-Length: {json.Length}\r\n\r\n{json}");

    /// <summary>The JSON of such an error.</summary>
    internal static string Error(string code) => $$$"""{"error":{"message":"m","type":"server_error","param":null,"code":"{{{code}}}"}}""";

    /// <summary>What the auditor says of bytes that end so, given at once and byte by byte.</summary>
    internal static Verdict Judge(Plan plan, byte[] bytes, Ending ending, Fate fate = Fate.Whole, int status = 200)
    {
        Verdict verdict = Judge(plan, bytes, bytes.Length, ending, fate, status);
        Judge(plan, bytes, 1, ending, fate, status).Outcome.ShouldBe(verdict.Outcome);
        return verdict;
    }

    private static Verdict Judge(Plan plan, byte[] bytes, int piece, Ending ending, Fate fate, int status)
    {
        var answer = new AnswerCheck(plan);
        for (int at = 0; at < bytes.Length; at += piece)
            answer.Take(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)));
        // Whoever sees the end looks no further.
        return Edge.LoadTests.Chaos.Audit.Judge.Of(
            plan, answer, answer.IsOver ? Ending.Over : ending, number => new Attempt(number, "rough0", false, false) { Fate = fate, Status = status });
    }

    private static string Head(Plan plan, int status, int attempt) =>
        $"HTTP/1.1 {status} Word\r\nContent-Type: {(plan.Stream && status == 200 ? "text/event-stream" : "application/json")}\r\nx-upstream-request-id: {plan.Nonce}\r\nx-attempt: {attempt}\r\n"
        + $"x-request-id: {plan.Nonce}\r\n{(attempt > 0 ? "x-edge-attempts: 2\r\n" : "")}";

    private static byte[] Chunk(byte[] bytes) => bytes.Length == 0 ? [] : [.. Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), .. bytes, .. "\r\n"u8];
}
