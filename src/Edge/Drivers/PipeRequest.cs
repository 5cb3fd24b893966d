using System.Buffers;
using Edge.Buffers;

namespace Edge.Drivers;

/// <summary>
/// What a caller's Kestrel connection needs while it has a request: the session, the way to the replica, and what is written for the
/// caller. Reused. On the thread of its client's pump, but for the signals of the upstream side.
/// </summary>
internal sealed class PipeRequest
{
    private readonly int _headBytes;
    private readonly ByteBuffer _head = new();
    private volatile PipeClient? _client;

    internal PipeRequest(SessionServices services)
    {
        _headBytes = services.Settings.Limits.HeadBytes;
        Session = new Http1Session(services);
        // A pool's answer may be seen before its signal comes, which then finds nobody, or wakes the next client for nothing.
        Upstream = new UpstreamSide(signal => _client?.Signal(signal), () => _client?.Queue(), services.Forwarding.Blocks);
    }

    /// <summary>The request.</summary>
    internal Http1Session Session { get; }

    /// <summary>The way to the replica.</summary>
    internal UpstreamSide Upstream { get; }

    /// <summary>What was written for the caller and is not in its pipe yet.</summary>
    internal ByteBuffer Output { get; } = new(4 * 1024);

    /// <summary>Begins to work for <paramref name="client"/>.</summary>
    internal void Attach(PipeClient client) => _client = client;

    /// <summary>Nothing of it is in use any more.</summary>
    internal void Detach()
    {
        _client = null;
        Session.Clear();
        Output.Clear();
    }

    /// <summary><see cref="Http1Session.Begin"/> for bytes that may lie in several pieces: a head that does is put together here.</summary>
    internal SessionStep Begin(PipeClient client, in ReadOnlySequence<byte> input, out int consumed)
    {
        SessionStep step = Session.Begin(client, input.FirstSpan, out consumed);
        if (step != SessionStep.NeedMore || input.IsSingleSegment)
            return step;
        _head.Clear();
        foreach (ReadOnlyMemory<byte> piece in input)
        {
            // The parser looks at no byte behind its limit.
            ReadOnlySpan<byte> bytes = piece.Span;
            _head.Append(bytes[..Math.Min(bytes.Length, _headBytes - _head.Length)]);
            if (_head.Length == _headBytes)
                break;
        }
        return Session.Begin(client, _head.Span, out consumed);
    }
}
