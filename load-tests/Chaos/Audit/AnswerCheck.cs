using System.Buffers.Text;
using System.Text;
using Edge.LoadTests.Chaos.Http;
using Edge.LoadTests.Chaos.Material;
using Edge.LoadTests.Chaos.Plans;

namespace Edge.LoadTests.Chaos.Audit;

/// <summary>Reads the answer to one request as it comes, and finds every byte that must not be there. One thread at a time.</summary>
internal sealed class AnswerCheck(Plan plan)
{
    private static readonly int[] ReplicaStatuses = [200, 400, 429, 500, 503];
    private readonly MessageHead _head = new();
    private readonly ChunkDecoder _chunks = new();
    private long _left;

    /// <summary>The first mistake, or null.</summary>
    internal Finding? Mistake { get; private set; }

    /// <summary>Whether a byte came.</summary>
    internal bool AnyByte { get; private set; }

    /// <summary>Whether its framing says that it has ended.</summary>
    internal bool IsOver { get; private set; }

    /// <summary>What its body must be; null until the head is there.</summary>
    internal BodyCheck? Body { get; private set; }

    /// <summary>The status; 0 until the head is there.</summary>
    internal int Status { get; private set; }

    /// <summary>Which attempt it answers, counted from 0; -1 for an error of the edge's own, and until the head is there.</summary>
    internal int Attempt { get; private set; } = -1;

    /// <summary>Whether the connection may carry another request.</summary>
    internal bool KeepsConnection => IsOver && Mistake is null && !_head.Field("Connection"u8).SequenceEqual("close"u8);

    /// <summary>Bytes of the answer so far.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Takes what was read.</summary>
    internal void Take(ReadOnlySpan<byte> bytes)
    {
        AnyByte |= !bytes.IsEmpty;
        Bytes += bytes.Length;
        while (!bytes.IsEmpty && Mistake is null)
            bytes = bytes[TakeSome(bytes)..];
    }

    private int TakeSome(ReadOnlySpan<byte> bytes)
    {
        if (IsOver)
        {
            Mistake = SourceCheck.Difference(plan.Nonce, bytes, "bytes behind the end of the answer");
            return 0;
        }
        if (!_head.IsWhole)
        {
            int taken = _head.Take(bytes);
            if (_head.Mistake is { } mistake)
                Mistake = new Finding(ViolationKind.Wrong, mistake);
            else if (_head.IsWhole)
                Mistake = Begin();
            return taken;
        }
        ReadOnlySpan<byte> payload;
        int used;
        if (_head.IsChunked)
        {
            used = _chunks.Take(bytes, out payload);
            IsOver = _chunks.IsOver;
            if (_chunks.Mistake is { } mistake)
                Mistake = new Finding(ViolationKind.Wrong, mistake);
        }
        else
        {
            used = (int)Math.Min(_left, bytes.Length);
            payload = bytes[..used];
            _left -= used;
            IsOver = _left == 0;
        }
        Body!.Take(payload);
        Mistake ??= Body.Mistake;
        return used;
    }

    /// <summary>The head is there.</summary>
    private Finding? Begin()
    {
        ReadOnlySpan<byte> line = _head.FirstLine;
        if (!line.StartsWith("HTTP/1.1 "u8) || line.Length < 13 || !Utf8Parser.TryParse(line[9..12], out int status, out int used) || used != 3)
            return new Finding(ViolationKind.Wrong, "a status line that is none");
        Status = status;
        if (NamesOther("x-request-id"u8) is { } other)
            return other;
        ReadOnlySpan<byte> attempt = _head.Field("x-attempt"u8);
        if (attempt.IsEmpty)
            return BeginOwn();
        if (NamesOther("x-upstream-request-id"u8) is { } others)
            return others;
        if (!Utf8Parser.TryParse(attempt, out int number, out _) || !ReplicaStatuses.Contains(status))
            return new Finding(ViolationKind.Wrong, "a head of a replica that no replica sends");
        Attempt = number;
        if (number > 0 && _head.Field("x-edge-attempts"u8).IsEmpty)
            return new Finding(ViolationKind.Wrong, "an answer to a second attempt that does not say so");
        bool stream = plan.Stream && status == 200;
        if (stream != _head.Field("Content-Type"u8).StartsWith("text/event-stream"u8))
            return new Finding(ViolationKind.Wrong, "another kind of content than the replica's");
        Source source = plan.AnswerBody(status, number);
        Body = source is EventSource events ? new StreamCheck(plan.Nonce, events) : new SourceCheck(plan.Nonce, source, "the answer");
        return Frame(stream ? -1 : source.Length);
    }

    private Finding? BeginOwn()
    {
        if (_head.IsChunked || Status is < 400 or > 599)
            return new Finding(ViolationKind.Wrong, $"an answer of the edge's own with {Status}");
        Body = new ErrorCheck();
        return Frame(-1);
    }

    /// <summary>How the body ends. A replica that announces too much is believed: its answer cannot become whole.</summary>
    private Finding? Frame(long length)
    {
        if (_head.IsChunked)
            return null;
        _left = _head.ContentLength;
        if (_left < 0)
            return new Finding(ViolationKind.Wrong, "an answer without length or chunks");
        if (Body is StreamCheck)
            return new Finding(ViolationKind.Wrong, "a stream that announces its length");
        if (length >= 0 && _left != length && plan.Fault != ServerFault.LongLength)
            return new Finding(ViolationKind.Wrong, "another length than that of the answer");
        IsOver = _left == 0;
        return null;
    }

    private Finding? NamesOther(ReadOnlySpan<byte> field)
    {
        ReadOnlySpan<byte> value = _head.Field(field);
        if (!Nonce.TryParse(value, out Nonce named))
            return new Finding(ViolationKind.Wrong, $"a head without {Encoding.ASCII.GetString(field)}");
        return named == plan.Nonce ? null : new Finding(ViolationKind.CrossTalk, $"a head with another {Encoding.ASCII.GetString(field)}");
    }
}
