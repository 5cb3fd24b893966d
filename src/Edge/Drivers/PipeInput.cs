using System.Buffers;
using System.IO.Pipelines;

namespace Edge.Drivers;

/// <summary>
/// What one caller on a Kestrel connection has sent and nobody has taken yet. It stays in the pipe's own memory: what one read brought
/// is held until all of it is taken. On the thread of its client's pump.
/// </summary>
/// <param name="reader">Kestrel's side that reads.</param>
/// <param name="ready">Tells the pump that <see cref="OnRead"/> can be called.</param>
internal sealed class PipeInput(PipeReader reader, Action ready)
{
    private readonly Leg<ReadResult> _read = new(ready);
    private ReadOnlySequence<byte> _rest;

    /// <summary>Whether a read is under way.</summary>
    internal bool IsPending => _read.Pending;

    /// <summary>Whether nothing is held.</summary>
    internal bool IsEmpty => _rest.IsEmpty;

    /// <summary>What is held.</summary>
    internal ref readonly ReadOnlySequence<byte> Bytes => ref _rest;

    /// <summary>Whether nothing comes behind what is held.</summary>
    internal bool HasEnded { get; private set; }

    /// <summary>Reads, unless something is held. True when bytes have come at once.</summary>
    internal bool Read()
    {
        if (_read.Pending || !IsEmpty || HasEnded)
            return false;
        try
        {
            if (!_read.Start(reader.ReadAsync()))
                return false;
        }
        catch (Exception e) when (PipeErrors.IsGone(e))
        {
            HasEnded = true;
            return false;
        }
        OnRead();
        return !IsEmpty;
    }

    /// <summary>A read is over.</summary>
    internal void OnRead()
    {
        try
        {
            ReadResult result = _read.Take();
            HasEnded |= result.IsCompleted;
            _rest = result.Buffer;
            if (IsEmpty)
                Advance(_rest.End, _rest.End);
        }
        catch (Exception e) when (PipeErrors.IsGone(e))
        {
            HasEnded = true;
        }
    }

    /// <summary>The first <paramref name="count"/> bytes of what is held are taken.</summary>
    internal void Consume(long count)
    {
        if (count < _rest.Length)
            _rest = _rest.Slice(count);
        else
            Advance(_rest.End, _rest.End);
    }

    /// <summary>What is held was looked at to no end: the next read shows it again, with more behind it.</summary>
    internal void KeepSeen() => Advance(_rest.Start, _rest.End);

    /// <summary>What is held is for another reader.</summary>
    internal void HandBack() => Advance(_rest.Start, _rest.Start);

    /// <summary>Forgets what is held.</summary>
    internal void Clear()
    {
        if (!IsEmpty)
            Consume(_rest.Length);
    }

    /// <summary>Makes a read under way end soon.</summary>
    internal void Cancel()
    {
        try
        {
            if (_read.Pending)
                reader.CancelPendingRead();
        }
        catch (Exception e) when (PipeErrors.IsGone(e))
        {
            // It ends by itself.
        }
    }

    /// <summary>After a mistake: lets go of a read that is over.</summary>
    internal void Settle() => _read.Settle();

    private void Advance(SequencePosition consumed, SequencePosition examined)
    {
        _rest = default;
        try
        {
            reader.AdvanceTo(consumed, examined);
        }
        catch (Exception e) when (PipeErrors.IsGone(e))
        {
            HasEnded = true;
        }
    }
}
