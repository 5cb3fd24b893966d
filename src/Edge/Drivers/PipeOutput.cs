using System.Buffers;
using System.IO.Pipelines;
using Edge.Buffers;

namespace Edge.Drivers;

/// <summary>
/// What one caller on a Kestrel connection has yet to take. A flush that does not end at once means that the caller is slow. On the
/// thread of its client's pump.
/// </summary>
/// <param name="writer">Kestrel's side that writes.</param>
/// <param name="clock">The time of <see cref="Deadline"/>.</param>
/// <param name="ready">Tells the pump that <see cref="OnFlushed"/> can be called.</param>
internal sealed class PipeOutput(PipeWriter writer, CoarseClock clock, Action ready)
{
    // Kestrel's measure of a reader that is too slow: 240 bytes a second, after five seconds of grace.
    private const long Grace = 5_000;
    private const long BytesPerSecond = 240;

    // What Kestrel may hold of what was written before: its default MaxWriteBufferSize.
    private const long Held = 64 * 1024;
    private readonly Leg<FlushResult> _flush = new(ready);
    private long _unflushed;

    /// <summary>How long a caller may take for what Kestrel holds of it, in ms.</summary>
    internal const long Farewell = Grace + (Held * 1000 / BytesPerSecond);

    /// <summary>Whether a flush is under way.</summary>
    internal bool IsPending => _flush.Pending;

    /// <summary>Whether the connection takes nothing any more.</summary>
    internal bool IsBroken { get; private set; }

    /// <summary>When the caller must have taken what was flushed, in ms of the coarse clock.</summary>
    internal long Deadline { get; private set; } = long.MaxValue;

    /// <summary>Adds <paramref name="bytes"/>; not while a flush is under way.</summary>
    internal void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || IsBroken)
            return;
        try
        {
            writer.Write(bytes);
            _unflushed += bytes.Length;
        }
        catch (Exception e) when (PipeErrors.IsGone(e))
        {
            IsBroken = true;
        }
    }

    /// <summary>Sends what was written. False when the caller does not take it at once.</summary>
    internal bool Flush()
    {
        if (_flush.Pending)
            return false;
        if (_unflushed == 0 || IsBroken)
            return true;
        long size = _unflushed;
        _unflushed = 0;
        try
        {
            if (!_flush.Start(writer.FlushAsync()))
            {
                Deadline = clock.Now + Grace + ((Held + size) * 1000 / BytesPerSecond);
                return false;
            }
        }
        catch (Exception e) when (PipeErrors.IsGone(e))
        {
            IsBroken = true;
            return true;
        }
        OnFlushed();
        return true;
    }

    /// <summary>A flush is over.</summary>
    internal void OnFlushed()
    {
        Deadline = long.MaxValue;
        try
        {
            IsBroken |= _flush.Take() is { IsCompleted: true } or { IsCanceled: true };
        }
        catch (Exception e) when (PipeErrors.IsGone(e))
        {
            IsBroken = true;
        }
    }

    /// <summary>After a mistake: lets go of a flush that is over.</summary>
    internal void Settle() => _flush.Settle();

    /// <summary>Nothing follows: once all is sent, the transport ends the connection.</summary>
    internal void Complete()
    {
        try
        {
            writer.Complete();
        }
        catch (Exception e) when (PipeErrors.IsGone(e))
        {
            IsBroken = true;
        }
    }
}
