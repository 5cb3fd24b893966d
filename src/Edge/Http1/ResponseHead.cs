using Edge.Buffers;

namespace Edge.Http1;

/// <summary>
/// The head of an answer, as far as it is relayed. Reused from answer to answer: spans it hands out are good until its reader
/// is reset. Filled by <see cref="ResponseHeadReader"/>, read by one thread at a time.
/// </summary>
internal sealed class ResponseHead
{
#if DEBUG
    // Small, so that every test grows them.
    private const int FirstBytes = 16, FirstFields = 2;
#else
    // A model server says 150 bytes in 4 fields, a provider behind a CDN about 1 KiB in 16.
    private const int FirstBytes = 1024, FirstFields = 16;
#endif

    private readonly ByteBuffer _bytes = new(FirstBytes);
    private Slot[] _fields = new Slot[FirstFields];

    /// <summary>200 to 599; 0 while there is no status line.</summary>
    internal int Status { get; private set; }

    /// <summary>0 for HTTP/1.0, 1 for HTTP/1.1.</summary>
    internal int MinorVersion { get; private set; }

    /// <summary>How the end of the body is found.</summary>
    internal BodyFraming Framing { get; private set; }

    /// <summary>What Content-Length said in bytes, or -1. Also set when there is no body, as for HEAD, where it is worth relaying.</summary>
    internal long ContentLength { get; private set; } = -1;

    /// <summary>Whether the peer keeps the connection open after this answer (RFC 9112 §9.3).</summary>
    internal bool KeepAlive { get; private set; }

    /// <summary>Whether the body is a <c>text/event-stream</c> we can read, that is without a Content-Encoding.</summary>
    internal bool IsEventStream { get; private set; }

    /// <summary>Whether the body is JSON that we can read, that is without a Content-Encoding.</summary>
    internal bool IsJson { get; private set; }

    /// <summary>How many fields there are to relay, in their order: hop-by-hop ones, ones Connection named and framing are gone.</summary>
    internal int FieldCount { get; private set; }

    /// <summary>Bytes received of the head so far.</summary>
    internal int Length => _bytes.Length;

    /// <summary>The name of field <paramref name="index"/>, in the case it was sent.</summary>
    internal ReadOnlySpan<byte> Name(int index)
    {
        Slot slot = _fields.AsSpan(0, FieldCount)[index];
        return _bytes.Span.Slice(slot.Name, slot.NameLength);
    }

    /// <summary>The value of field <paramref name="index"/>, without space around it.</summary>
    internal ReadOnlySpan<byte> Value(int index)
    {
        Slot slot = _fields.AsSpan(0, FieldCount)[index];
        return _bytes.Span.Slice(slot.Value, slot.ValueLength);
    }

    /// <summary>What field <paramref name="index"/> is.</summary>
    internal ResponseField Known(int index) => _fields.AsSpan(0, FieldCount)[index].Known;

    /// <summary>Forgets everything; the memory stays.</summary>
    internal void Clear()
    {
        _bytes.Clear();
        Status = MinorVersion = FieldCount = 0;
        Framing = BodyFraming.None;
        ContentLength = -1;
        KeepAlive = IsEventStream = IsJson = false;
    }

    /// <summary>Adds bytes as they came. They move: spans handed out before are void.</summary>
    internal void Append(ReadOnlySpan<byte> bytes) => _bytes.Append(bytes);

    /// <summary>The bytes received from <paramref name="start"/> on.</summary>
    internal ReadOnlySpan<byte> From(int start) => _bytes.Span[start..];

    /// <summary>Takes what the status line said.</summary>
    internal void Begin(int status, int minorVersion) => (Status, MinorVersion) = (status, minorVersion);

    /// <summary>Adds a field that lies at these places of the bytes received.</summary>
    internal void Add(int name, int nameLength, int value, int valueLength, ResponseField known)
    {
        if (FieldCount == _fields.Length)
            Array.Resize(ref _fields, FieldCount * 2);
        _fields[FieldCount++] = new Slot { Name = name, NameLength = nameLength, Value = value, ValueLength = valueLength, Known = known };
    }

    /// <summary>Marks field <paramref name="index"/> as one for this hop only.</summary>
    internal void Drop(int index) => _fields[index].Known = ResponseField.HopByHop;

    /// <summary>Takes the verdicts over the whole head and lets go of the fields that are not relayed.</summary>
    internal void Complete(BodyFraming framing, long contentLength, bool keepAlive)
    {
        (Framing, ContentLength, KeepAlive) = (framing, contentLength, keepAlive);
        bool encoded = false;
        int kept = 0;
        for (int i = 0; i < FieldCount; i++)
        {
            ResponseField known = _fields[i].Known;
            if (known == ResponseField.ContentType)
                (IsEventStream, IsJson) = (MediaType.IsEventStream(Value(i)), MediaType.IsJson(Value(i)));
            else if (known == ResponseField.ContentEncoding)
                encoded |= !Value(i).SequenceEqual("identity"u8);
            if (known < ResponseField.Connection)
                _fields[kept++] = _fields[i];
        }
        FieldCount = kept;
        IsEventStream &= !encoded;
        IsJson &= !encoded;
    }

    private struct Slot
    {
        internal int Name, NameLength, Value, ValueLength;
        internal ResponseField Known;
    }
}
