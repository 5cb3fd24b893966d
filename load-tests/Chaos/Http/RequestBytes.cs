using System.Buffers.Text;
using System.Text;
using Edge.LoadTests.Chaos.Material;
using Edge.LoadTests.Chaos.Plans;

namespace Edge.LoadTests.Chaos.Http;

/// <summary>The bytes of one request as its caller sends them, piece by piece. One thread at a time.</summary>
internal sealed class RequestBytes
{
    private const int FramingBytes = 20;
    private readonly byte[] _head;
    private readonly Source _body;
    private readonly int _chunk;
    private int _headSent;
    private bool _isOver;

    internal RequestBytes(Plan plan)
    {
        _body = plan.RequestBody(plan.Destination.Name);
        _chunk = plan.RequestChunk;
        string framing = _chunk > 0 ? "Transfer-Encoding: chunked" : $"Content-Length: {_body.Length}";
        string timeout = plan.FirstByteMilliseconds > 0 ? $"x-edge-timeout-first-byte: {plan.FirstByteMilliseconds}ms\r\n" : "";
        _head = Encoding.ASCII.GetBytes(
            $"POST {plan.Path.Path} HTTP/1.1\r\nHost: edge\r\nContent-Type: application/json\r\nx-request-id: {plan.Nonce}\r\n{timeout}{framing}\r\n\r\n");
    }

    /// <summary>Writes the next bytes; 0 when that was all. <paramref name="to"/> takes a chunk with its framing.</summary>
    internal int Read(Span<byte> to)
    {
        if (_isOver)
            return 0;
        int written = Math.Min(_head.Length - _headSent, to.Length);
        _head.AsSpan(_headSent, written).CopyTo(to);
        _headSent += written;
        if (_chunk == 0)
        {
            int wanted = to.Length - written;
            int read = _body.Read(to[written..]);
            _isOver = read < wanted;
            return written + read;
        }
        while (!_isOver && to.Length - written >= _chunk + FramingBytes)
            written += ReadChunk(to[written..]);
        return written;
    }

    private int ReadChunk(Span<byte> to)
    {
        // The size has eight digits, whatever it is: it stands before what it counts.
        const int SizeLine = 10;
        int size = _body.Read(to.Slice(SizeLine, _chunk));
        if (size < _chunk)
            _isOver = true;
        int written = 0;
        if (size > 0)
        {
            Utf8Formatter.TryFormat((uint)size, to, out _, new System.Buffers.StandardFormat('x', 8));
            "\r\n"u8.CopyTo(to[(SizeLine - 2)..]);
            "\r\n"u8.CopyTo(to[(SizeLine + size)..]);
            written = SizeLine + size + 2;
        }
        if (!_isOver)
            return written;
        "0\r\n\r\n"u8.CopyTo(to[written..]);
        return written + 5;
    }
}
