using System.Text;

namespace Edge.Http1;

/// <summary><c>Connection = #connection-option</c>, <c>connection-option = token</c> (RFC 9110 §7.6.1), over all Connection fields of a head.</summary>
internal struct ConnectionOptions
{
    private int _others;

    /// <summary>Whether <c>close</c> was among them.</summary>
    internal bool Close { get; private set; }

    /// <summary>Whether <c>keep-alive</c> was among them.</summary>
    internal bool KeepAlive { get; private set; }

    /// <summary>Reads all options and marks the fields they name. Returns the flaw, or null.</summary>
    internal string? Read(ResponseHead head)
    {
        string? flaw = null;
        for (int i = 0; i < head.FieldCount && flaw is null; i++)
        {
            if (head.Known(i) == ResponseField.Connection)
                flaw = ReadList(head, head.Value(i));
        }
        return flaw;
    }

    /// <summary>Whether the connection persists: <c>close</c> wins, HTTP/1.1 stays open by default, HTTP/1.0 when it says so (RFC 9112 §9.3).</summary>
    internal readonly bool Persists(int minorVersion) => !Close && (minorVersion == 1 || KeepAlive);

    private string? ReadList(ResponseHead head, ReadOnlySpan<byte> list)
    {
        foreach (Range range in list.Split((byte)','))
        {
            ReadOnlySpan<byte> option = FieldRules.TrimSpace(list[range]);
            // A list may have empty elements (RFC 9110 §5.6.1.2).
            if (option.IsEmpty)
                continue;
            if (!FieldRules.IsToken(option))
                return Flaw.Connection;
            if (Ascii.EqualsIgnoreCase(option, "close"u8))
                Close = true;
            else if (Ascii.EqualsIgnoreCase(option, "keep-alive"u8))
                KeepAlive = true;
            else if (++_others > Http1Limits.ConnectionOptions)
                return Flaw.TooManyOptions;
            else
                DropNamed(head, option);
        }
        return null;
    }

    private static void DropNamed(ResponseHead head, ReadOnlySpan<byte> option)
    {
        for (int i = 0; i < head.FieldCount; i++)
        {
            // A Connection field that names itself must still be read to its end.
            if (head.Known(i) != ResponseField.Connection && Ascii.EqualsIgnoreCase(head.Name(i), option))
                head.Drop(i);
        }
    }
}
