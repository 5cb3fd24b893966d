using System.Text;

namespace Edge.LoadTests.Chaos.Material;

/// <summary>The events of a stream, numbered from 0, each with its nonce; behind them the end mark of its call, unless that is left out.</summary>
internal sealed class EventSource(Nonce nonce, byte mark, int events, byte[] before, byte[] endMark) : Source
{
    private const int EventBytes = 160;
    private static readonly byte[] Close = "\"}}]}\n\n"u8.ToArray();

    private readonly byte[] _current = new byte[before.Length + EventBytes + Filling.Row];
    private readonly byte[] _row = new byte[Filling.Row];
    private int _length;
    private int _at;
    private int _number;

    /// <inheritdoc/>
    internal override long Length => throw new NotSupportedException("A stream announces no length.");

    /// <summary>Whether what was read so far ends where an event ends.</summary>
    internal bool AtBoundary => _at == _length;

    /// <summary>Whether all was read, the end mark included.</summary>
    internal bool IsAtEnd => AtBoundary && _number > events;

    /// <summary>What is left of the event at hand, the next one where that is over; empty behind the end.</summary>
    internal ReadOnlySpan<byte> Rest
    {
        get
        {
            if (AtBoundary && _number <= events)
                Next();
            return _current.AsSpan(_at, _length - _at);
        }
    }

    /// <summary>The beginning of the event at hand, up to what was read of it.</summary>
    internal ReadOnlySpan<byte> Begun => _current.AsSpan(0, _at);

    /// <summary>Goes on by so many bytes of <see cref="Rest"/>.</summary>
    internal void Advance(int count) => _at += count;

    /// <inheritdoc/>
    internal override int Read(Span<byte> to)
    {
        int written = 0;
        while (written < to.Length && Rest is { IsEmpty: false } rest)
        {
            int count = Math.Min(rest.Length, to.Length - written);
            rest[..count].CopyTo(to[written..]);
            written += count;
            Advance(count);
        }
        return written;
    }

    private void Next()
    {
        _at = 0;
        if (_number++ == events)
        {
            endMark.CopyTo(_current, 0);
            _length = endMark.Length;
            return;
        }
        before.CopyTo(_current, 0);
        Filling.Write(nonce, mark, _number - 1, _row);
        int at = before.Length + Encoding.ASCII.GetBytes($"{{\"id\":\"{nonce}\",\"n\":{_number - 1},\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"", _current.AsSpan(before.Length));
        _row.CopyTo(_current, at);
        Close.CopyTo(_current, at + _row.Length);
        _length = at + _row.Length + Close.Length;
    }
}
