using System.Buffers;
using System.IO.Pipelines;

namespace Edge.Hosting;

/// <summary>
/// Reads some bytes first, then what another reader brings. Nothing is copied: as long as some of the first bytes are not
/// consumed, they are shown in front of those of the inner reader, and from then on all calls are simply passed on.
/// Used by one thread at a time, but for <see cref="CancelPendingRead"/>.
/// </summary>
/// <param name="inner">What follows.</param>
/// <param name="prefix">The first bytes; not empty.</param>
internal sealed class PrefixedReader(PipeReader inner, byte[] prefix) : PipeReader
{
    private ReadOnlyMemory<byte> _prefix = prefix;
    private ReadOnlySequence<byte> _shown;
    private ReadOnlySequence<byte> _ofInner;
    private bool _innerWasRead;
    private bool _isExamined;

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        if (_prefix.IsEmpty)
            return inner.TryRead(out result);
        // The inner reader is asked each time: it knows of the end, and of a read that was cancelled.
        if (inner.TryRead(out result))
        {
            result = Join(result);
            return true;
        }
        if (_isExamined)
            return false;
        _shown = new ReadOnlySequence<byte>(_prefix);
        result = new ReadResult(_shown, isCanceled: false, isCompleted: false);
        return true;
    }

    /// <inheritdoc/>
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (_prefix.IsEmpty)
            return inner.ReadAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return TryRead(out ReadResult result) ? ValueTask.FromResult(result) : ReadMoreAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_prefix.IsEmpty)
        {
            inner.AdvanceTo(consumed, examined);
            return;
        }
        long used = _shown.Slice(0, consumed).Length;
        long seen = _shown.Slice(0, examined).Length;
        int length = _prefix.Length;
        if (_innerWasRead)
            inner.AdvanceTo(OfInner(used - length), OfInner(seen - length));
        _innerWasRead = false;
        _isExamined = seen >= length;
        _prefix = _prefix[(int)Math.Min(used, length)..];
        (_shown, _ofInner) = (default, default);
    }

    /// <inheritdoc/>
    public override void CancelPendingRead() => inner.CancelPendingRead();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    /// <inheritdoc/>
    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    private async ValueTask<ReadResult> ReadMoreAsync(CancellationToken cancel) =>
        Join(await inner.ReadAsync(cancel).ConfigureAwait(false));

    private SequencePosition OfInner(long offset) => _ofInner.GetPosition(Math.Max(offset, 0));

    private ReadResult Join(ReadResult ofInner)
    {
        _innerWasRead = true;
        _ofInner = ofInner.Buffer;
        _shown = Segment.Sequence(_prefix, _ofInner);
        return new ReadResult(_shown, ofInner.IsCanceled, ofInner.IsCompleted);
    }

    /// <summary>A piece of memory in a row: the segments of the inner reader belong to another row already.</summary>
    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        private Segment(ReadOnlyMemory<byte> memory, long before) => (Memory, RunningIndex) = (memory, before);

        internal static ReadOnlySequence<byte> Sequence(ReadOnlyMemory<byte> first, ReadOnlySequence<byte> rest)
        {
            var start = new Segment(first, 0);
            Segment end = start;
            foreach (ReadOnlyMemory<byte> memory in rest)
            {
                var next = new Segment(memory, end.RunningIndex + end.Memory.Length);
                end.Next = next;
                end = next;
            }
            return new ReadOnlySequence<byte>(start, 0, end, end.Memory.Length);
        }
    }
}
