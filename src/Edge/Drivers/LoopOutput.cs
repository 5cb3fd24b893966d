using Edge.Intake;
using Edge.Transport;

namespace Edge.Drivers;

/// <summary>
/// What one caller on an event loop has yet to take. Written at once; only what the kernel does not take is copied, into pooled blocks,
/// until it does. On the loop's thread.
/// </summary>
internal sealed class LoopOutput(LoopWorker worker)
{
    private const int Vectors = 8;

    // Kestrel's measure of a reader that is too slow: 240 bytes a second, after five seconds of grace.
    private const long Grace = 5_000;
    private const long BytesPerSecond = 240;
    private BlockList? _pending;
    private long _sent;

    /// <summary>Whether the caller has been given everything.</summary>
    internal bool IsEmpty => _pending is null || _sent == _pending.End;

    /// <summary>Whether the connection takes nothing any more.</summary>
    internal bool IsBroken { get; private set; }

    /// <summary>When the caller must have taken what waits, in ms of the coarse clock.</summary>
    internal long Deadline { get; private set; } = long.MaxValue;

    /// <summary>Sends what is in the loop's buffer, behind what waits. It is empty then.</summary>
    internal void Flush(int descriptor, ref SocketState state)
    {
        ReadOnlySpan<byte> output = worker.Output.Span;
        if (IsEmpty && state.Writable && !output.IsEmpty && !IsBroken)
            output = output[Note(LoopSocket.Send(descriptor, output), output.Length, ref state)..];
        Keep(output);
        worker.Output.Clear();
        if (!IsEmpty && state.Writable)
            SendPending(descriptor, ref state);
    }

    /// <summary>Sends what is in the loop's buffer, then <paramref name="bytes"/>, in one write where nothing waits.</summary>
    internal unsafe void SendLarge(int descriptor, ref SocketState state, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> output = worker.Output.Span;
        int sent = 0;
        if (IsEmpty && state.Writable && !IsBroken)
        {
            fixed (byte* first = output, second = bytes)
            {
                IoVector* parts = stackalloc IoVector[2] { new(first, (nuint)output.Length), new(second, (nuint)bytes.Length) };
                nint result = LoopSocket.SendVector(descriptor, new ReadOnlySpan<IoVector>(parts, 2));
                sent = Note(result, output.Length + bytes.Length, ref state);
            }
        }
        int ofOutput = Math.Min(sent, output.Length);
        Keep(output[ofOutput..]);
        Keep(bytes[(sent - ofOutput)..]);
        worker.Output.Clear();
    }

    /// <summary>Forgets what waits.</summary>
    internal void Clear()
    {
        _pending?.Clear();
        (_sent, Deadline) = (0, long.MaxValue);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || IsBroken)
            return;
        _pending ??= new BlockList(worker.Services.Forwarding.Blocks);
        if (IsEmpty)
            Deadline = worker.Loop.Clock.Now + Grace;
        // Not from when the caller last took some: one that takes a byte now and then would never be too slow.
        Deadline += bytes.Length * 1000L / BytesPerSecond;
        _pending.Append(bytes);
    }

    private unsafe void SendPending(int descriptor, ref SocketState state)
    {
        IoVector* parts = stackalloc IoVector[Vectors];
        BlockList pending = _pending!;
        while (state.Writable && !IsEmpty)
        {
            int count = 0;
            long size = 0;
            while (count < Vectors && _sent + size < pending.End)
            {
                ReadOnlySpan<byte> piece = pending.Piece(_sent + size, pending.End).Span;
                parts[count++] = Pinned.Vector(piece);
                size += piece.Length;
            }
            _sent += Note(LoopSocket.SendVector(descriptor, new ReadOnlySpan<IoVector>(parts, count)), size, ref state);
            pending.ReleaseBefore(_sent);
            if (IsBroken)
                break;
        }
        if (IsEmpty || IsBroken)
            Clear();
    }

    private int Note(nint result, long size, ref SocketState state)
    {
        state.NoteSent(result, size);
        if (result >= 0)
            return (int)result;
        IsBroken |= result != -Errno.Again;
        return 0;
    }
}
