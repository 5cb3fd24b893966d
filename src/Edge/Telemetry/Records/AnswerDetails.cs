using System.Globalization;
using Edge.Buffers;

namespace Edge.Telemetry.Records;

/// <summary>
/// What the head of an answer says of its way through Edge, for a caller that asks by <see cref="Field"/> where the configuration allows it:
/// <c>Server-Timing</c> (W3C Server Timing), <c>x-edge-overhead</c> and <c>x-edge-replica</c>. Reused from request to request; one thread at
/// a time. Takes no memory until somebody asks.
/// </summary>
internal sealed class AnswerDetails
{
    /// <summary>What asks for them, whatever its value.</summary>
    internal const string Field = "x-edge-details";

    private const double MillisecondsPerSecond = 1000;

    /// <summary>Whether the caller asks.</summary>
    internal bool IsAsked { get; set; }

    /// <summary>Whether there are any to be sent.</summary>
    internal bool Any => Timing.Length > 0;

    /// <summary>Value of <c>Server-Timing</c>: the parts of the time so far, in milliseconds.</summary>
    internal ByteBuffer Timing { get; } = new(0);

    /// <summary>Value of <c>x-edge-overhead</c>: milliseconds of the time until the request had left that were spent in Edge.</summary>
    internal ByteBuffer Overhead { get; } = new(0);

    /// <summary>Value of <c>x-edge-replica</c>: deployment and address that were asked last; empty where none was.</summary>
    internal ByteBuffer Replica { get; } = new(0);

    /// <summary>Forgets the last request.</summary>
    internal void Clear()
    {
        IsAsked = false;
        Timing.Clear();
        Overhead.Clear();
        Replica.Clear();
    }

    /// <summary>Takes what is known at <paramref name="now"/>. A phase that was not reached is left out.</summary>
    internal void Take(in RequestRecord record, long now, double secondsPerTick)
    {
        Timing.Clear();
        Overhead.Clear();
        Replica.Clear();
        double scale = secondsPerTick * MillisecondsPerSecond;
        double overhead = Say("intake"u8, record.Began, record.Routed, scale);
        // Behind an attempt that failed, the time since the model was known is not Edge's.
        if (record.Attempts == 1)
            overhead += Say("pick"u8, record.Routed, record.Picked, scale);
        overhead += Say(record.IsReused ? "lease"u8 : "connect"u8, record.Picked, record.Leased, scale);
        overhead += Say("send"u8, record.Leased, record.Sent, scale);
        Say("upstream"u8, record.Sent, now, scale);
        Say("total"u8, record.Began, now, scale);
        Append(Overhead, overhead);
        if (record is not { Deployment: { } deployment, Replica: { } replica })
            return;
        Replica.AppendLatin1(deployment);
        Replica.Append("@"u8);
        Replica.AppendLatin1(replica);
    }

    private double Say(ReadOnlySpan<byte> phase, long from, long to, double scale)
    {
        if (from == 0 || to == 0)
            return 0;
        if (Timing.Length > 0)
            Timing.Append(", "u8);
        Timing.Append(phase);
        Timing.Append(";dur="u8);
        double length = (to - from) * scale;
        Append(Timing, length);
        return length;
    }

    private static void Append(ByteBuffer output, double milliseconds)
    {
        Span<byte> text = stackalloc byte[32];
        milliseconds.TryFormat(text, out int written, "0.###", CultureInfo.InvariantCulture);
        output.Append(text[..written]);
    }
}
