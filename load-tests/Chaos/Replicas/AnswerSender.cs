using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;
using Edge.LoadTests.Chaos.Audit;
using Edge.LoadTests.Chaos.Material;
using Edge.LoadTests.Chaos.Plans;

namespace Edge.LoadTests.Chaos.Replicas;

/// <summary>
/// Sends the answer to one attempt, as far as its fault lets it, and says beforehand what becomes of it: whoever sees the end of a whole answer finds that the
/// replica knows of it. One task.
/// </summary>
internal sealed class AnswerSender(Socket socket, Plan plan, Attempt attempt, byte[] output)
{
    /// <summary>Bytes of the output it needs, which nobody else uses meanwhile: what waits to be flushed, a piece, heads and framing.</summary>
    internal const int OutputBytes = FlushAt + LargestPiece + 2048;

    private const int FlushAt = 16 * 1024;
    private const int LargestPiece = 16 * 1024;

    /// <summary>So that a slow answer is not slow for ever.</summary>
    private const int MostPauses = 40;

    private static readonly string[] NoHeads =
    [
        "HTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 2x0 OK\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 200 OK\r\nno field\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nhello", "\u0016\u0003\u0001 200\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
    ];

    private int _length;
    private int _pauses;
    private bool _isChunked;
    private bool _announcesTooMuch;

    /// <summary>Sends it; whether the connection may carry another request.</summary>
    internal async Task<bool> SendAsync(int status, ServerFault fault)
    {
        if (fault == ServerFault.SlowFirstByte)
            await PauseAsync();
        if (fault == ServerFault.MalformedHead)
        {
            attempt.Status = 1;
            Append(NoHeads[plan.FaultAt % NoHeads.Length]);
            attempt.Fate = Fate.Broken;
            await FlushAsync();
            return false;
        }
        if (fault == ServerFault.Interim)
            Append("HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n");
        attempt.Status = status;
        Source body = plan.AnswerBody(status, attempt.Number, marked: fault != ServerFault.NoEndMark);
        AppendHead(status, body, fault);
        bool whole = await SendBodyAsync(body, fault);
        if (whole && fault == ServerFault.ShortLength)
            Append($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-request-id: {plan.Nonce}\r\nx-attempt: 0\r\nContent-Length: 2\r\n\r\n{{}}");
        await FlushAsync();
        if (fault == ServerFault.ResetAnswer)
            socket.LingerState = new LingerOption(true, 0);
        return whole && !plan.AnswerUntilClose && fault is not (ServerFault.CloseAfter or ServerFault.EarlyAnswer);
    }

    private void AppendHead(int status, Source body, ServerFault fault)
    {
        bool stream = body is EventSource;
        _announcesTooMuch = fault == ServerFault.LongLength;
        _isChunked = !plan.AnswerUntilClose && !_announcesTooMuch && (stream || fault == ServerFault.BrokenChunk || (plan.AnswerChunk > 0 && status == 200));
        string framing = _isChunked ? "Transfer-Encoding: chunked"
            : plan.AnswerUntilClose && status == 200 ? "Connection: close"
            : $"Content-Length: {(stream ? 1_000_000 : body.Length + (_announcesTooMuch ? 100 : 0))}";
        string rest = fault == ServerFault.Status503Rest ? "Retry-After: 1\r\n" : "";
        Append($"HTTP/1.1 {status} Word\r\nContent-Type: {(stream ? "text/event-stream" : "application/json")}\r\nx-request-id: {plan.Nonce}\r\nx-attempt: {attempt.Number}\r\n{rest}{framing}\r\n\r\n");
    }

    /// <summary>Whether the whole body went out, or is about to.</summary>
    private async Task<bool> SendBodyAsync(Source body, ServerFault fault)
    {
        bool stops = fault is ServerFault.CutAnswer or ServerFault.ResetAnswer or ServerFault.HangInAnswer or ServerFault.BrokenChunk;
        // A length that is reached is an end, whatever comes behind it.
        long stop = !stops ? long.MaxValue : _isChunked ? plan.FaultAt : Math.Min(plan.FaultAt, (body is EventSource ? long.MaxValue : body.Length) - 1);
        if (fault == ServerFault.Interim)
            await FlushAsync();
        while (attempt.BodyBytes < stop)
        {
            int count = AppendPiece(body, (int)Math.Min(PieceOf(body), stop - attempt.BodyBytes));
            if (count == 0)
                break;
            attempt.BodyBytes += count;
            if (!stops && !_isChunked && !_announcesTooMuch && body is FilledSource && attempt.BodyBytes == body.Length)
                attempt.Fate = Fate.Whole;
            if (_length >= FlushAt || fault == ServerFault.SlowAnswer)
                await FlushAsync();
            if (fault == ServerFault.SlowAnswer)
                await PauseAsync();
        }
        bool whole = !stops && !_announcesTooMuch;
        if (fault == ServerFault.BrokenChunk)
            Append("zz\r\n");
        else if (whole && _isChunked)
            Append("0\r\n\r\n");
        attempt.Fate = whole && !(fault == ServerFault.NoEndMark && body is EventSource) ? Fate.Whole : Fate.Broken;
        return whole;
    }

    private int PieceOf(Source body) => plan.AnswerChunk > 0 ? Math.Min(plan.AnswerChunk, LargestPiece) : body is EventSource events ? Math.Max(1, events.Rest.Length) : LargestPiece;

    private int AppendPiece(Source body, int size)
    {
        const int SizeLine = 10;
        int start = _length + (_isChunked ? SizeLine : 0);
        int count = body.Read(output.AsSpan(start, size));
        if (count == 0)
            return 0;
        _length = start + count;
        if (_isChunked)
        {
            Utf8Formatter.TryFormat((uint)count, output.AsSpan(start - SizeLine), out _, new System.Buffers.StandardFormat('x', 8));
            "\r\n"u8.CopyTo(output.AsSpan(start - 2));
            Append("\r\n");
        }
        return count;
    }

    private void Append(string text) => _length += Encoding.ASCII.GetBytes(text, output.AsSpan(_length));

    private async ValueTask FlushAsync()
    {
        ReadOnlyMemory<byte> bytes = output.AsMemory(0, _length);
        _length = 0;
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes)..];
    }

    private async ValueTask PauseAsync()
    {
        if (_pauses++ < MostPauses)
            await Task.Delay(plan.Pause, TimeProvider.System, CancellationToken.None);
    }
}
