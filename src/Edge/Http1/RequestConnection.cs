using System.Text;

namespace Edge.Http1;

/// <summary>
/// <c>Connection = #connection-option</c> (RFC 9110 §7.6.1) over all Connection fields of a request. An option that is no token
/// names no field and says nothing; it is passed over.
/// </summary>
internal struct RequestConnection
{
    private int _others;
    private bool _close;
    private bool _keepAlive;

    /// <summary>Reads all options and marks the fields they name. False when they are too many.</summary>
    internal bool Read(RequestHeadParser head, ReadOnlySpan<byte> input)
    {
        for (int i = 0; i < head.FieldCount; i++)
        {
            if (head.Known(i) == RequestField.Connection && !ReadList(head, input, head.Value(input, i)))
                return false;
        }
        return true;
    }

    /// <summary>
    /// Whether the connection persists: <c>close</c> wins, HTTP/1.1 stays open by default, HTTP/1.0 when it says so (RFC 9112 §9.3).
    /// </summary>
    internal readonly bool Persists(int minorVersion) => !_close && (minorVersion == 1 || _keepAlive);

    private bool ReadList(RequestHeadParser head, ReadOnlySpan<byte> input, ReadOnlySpan<byte> list)
    {
        foreach (Range range in list.Split((byte)','))
        {
            ReadOnlySpan<byte> option = FieldRules.TrimSpace(list[range]);
            // A list may have empty elements (RFC 9110 §5.6.1.2).
            if (option.IsEmpty)
                continue;
            if (Ascii.EqualsIgnoreCase(option, "keep-alive"u8))
                _keepAlive = true;
            else if (Ascii.EqualsIgnoreCase(option, "close"u8))
                _close = true;
            else if (++_others > Http1Limits.ConnectionOptions)
                return false;
            else
                head.MarkNamed(input, option);
        }
        return true;
    }
}
