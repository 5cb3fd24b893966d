using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Edge.LoadTests.Common;

/// <summary>Reads HTTP messages with a length or chunks from one connection, request or answer. One at a time.</summary>
internal sealed class MessageReader(Socket socket) : IDisposable
{
    private byte[] _buffer = new byte[4096];
    private int _end;
    private int _taken;
    private int _head;

    /// <summary>The status of an answer, such as <c>200</c>.</summary>
    internal string Status => _buffer.AsSpan("HTTP/1.1 ".Length).StartsWith("200"u8) ? "200" : Encoding.ASCII.GetString(_buffer, "HTTP/1.1 ".Length, 3);

    /// <summary>The body of the message read last, which has a length, as text.</summary>
    internal string Body => Encoding.UTF8.GetString(_buffer, _head, _taken - _head);

    /// <summary>Bytes there are of the message read last, or of the one that did not come whole.</summary>
    internal int Arrived => _end;

    /// <summary>Whether these are among them.</summary>
    internal bool Has(ReadOnlySpan<byte> text) => _buffer.AsSpan(0, _end).IndexOf(text) >= 0;

    /// <summary>Reads the next message whole; false when the other side has ended between two of them.</summary>
    internal async Task<bool> ReadAsync()
    {
        _buffer.AsSpan(_taken, _end - _taken).CopyTo(_buffer);
        (_end, _taken, _head) = (_end - _taken, 0, 0);
        while (!IsWhole())
        {
            if (_end == _buffer.Length)
                Array.Resize(ref _buffer, 2 * _buffer.Length);
            int read = await socket.ReceiveAsync(_buffer.AsMemory(_end));
            if (read == 0 && _end == 0)
                return false;
            if (read == 0)
                throw new SocketException((int)SocketError.ConnectionReset);
            _end += read;
        }
        return true;
    }

    /// <summary>A field of the message read last, named as it is sent or so but in small letters; null where it has none.</summary>
    internal string? Field(string name) => Value(name) is { IsEmpty: false } value ? Encoding.ASCII.GetString(value) : null;

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    private bool IsWhole()
    {
        ReadOnlySpan<byte> read = _buffer.AsSpan(0, _end);
        if (_head == 0)
        {
            int end = read.IndexOf("\r\n\r\n"u8);
            if (end < 0)
                return false;
            _head = end + 4;
        }
        if (!Value("Transfer-Encoding").IsEmpty)
        {
            int last = read[_head..].IndexOf("\r\n0\r\n\r\n"u8);
            _taken = _head + last + "\r\n0\r\n\r\n".Length;
            return last >= 0;
        }
        _taken = _head + (Utf8Parser.TryParse(Value("Content-Length"), out int length, out _) ? length : 0);
        return _end >= _taken;
    }

    /// <summary>Without a string for each line: thousands of messages a second pass here, beside the edges that are measured.</summary>
    private ReadOnlySpan<byte> Value(string name)
    {
        Span<byte> wanted = stackalloc byte[name.Length + 4];
        wanted[0] = (byte)'\r';
        wanted[1] = (byte)'\n';
        Encoding.ASCII.GetBytes(name, wanted[2..]);
        wanted[^2] = (byte)':';
        wanted[^1] = (byte)' ';
        ReadOnlySpan<byte> head = _buffer.AsSpan(0, _head);
        int at = head.IndexOf(wanted);
        if (at < 0)
        {
            Ascii.ToLowerInPlace(wanted, out _);
            at = head.IndexOf(wanted);
        }
        if (at < 0)
            return default;
        ReadOnlySpan<byte> rest = head[(at + wanted.Length)..];
        return rest[..rest.IndexOf((byte)'\r')];
    }
}
