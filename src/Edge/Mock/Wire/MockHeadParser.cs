using System.Buffers;
using System.Text;

namespace Edge.Mock.Wire;

/// <summary>
/// Reads a request head (RFC 9112, 2 to 5), stricter than servers are: what a proxy sends has no excuse for bare line feeds,
/// folded lines or blanks before a colon. Holds no state.
/// </summary>
internal static class MockHeadParser
{
    private static readonly SearchValues<byte> TokenBytes = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    /// <summary>The length of the head in <paramref name="bytes"/> with its empty line, or -1 while that is not there.</summary>
    internal static int FindEnd(ReadOnlySpan<byte> bytes)
    {
        int proper = bytes.IndexOf("\n\r\n"u8);
        // An empty line without its carriage return ends the head too, so that the mistake is answered and not waited on.
        int bare = bytes.IndexOf("\n\n"u8);
        if (bare >= 0 && (proper < 0 || bare < proper))
            return bare + 2;
        return proper < 0 ? -1 : proper + 3;
    }

    /// <summary>Reads a whole head; null with <paramref name="error"/> saying which rule it breaks.</summary>
    internal static MockHead? Parse(ReadOnlySpan<byte> bytes, out string error)
    {
        if (!NextLine(ref bytes, out ReadOnlySpan<byte> line))
            return Broken("a line does not end with CR LF", out error);
        if (!TryRequestLine(line, out string method, out string target, out error))
            return null;
        var fields = new List<MockField>();
        while (true)
        {
            if (!NextLine(ref bytes, out line))
                return Broken("a line does not end with CR LF", out error);
            if (line.IsEmpty)
                return new MockHead(method, target, fields);
            if (!TryField(line, out MockField field, out error))
                return null;
            fields.Add(field);
        }
    }

    /// <summary>Reads <c>name ":" OWS value OWS</c>; used for trailers too.</summary>
    internal static bool TryField(ReadOnlySpan<byte> line, out MockField field, out string error)
    {
        field = default;
        int colon = line.IndexOf((byte)':');
        if (line[0] is (byte)' ' or (byte)'\t')
            error = "a folded header line";
        else if (colon <= 0 || line[..colon].ContainsAnyExcept(TokenBytes))
            error = "a header name that is no token";
        else if (HasControl(line[(colon + 1)..]))
            error = "a control character in a header value";
        else
        {
            error = "";
            field = new MockField(Encoding.Latin1.GetString(line[..colon]), Encoding.Latin1.GetString(line[(colon + 1)..].Trim(" \t"u8)));
        }
        return error.Length == 0;
    }

    private static bool TryRequestLine(ReadOnlySpan<byte> line, out string method, out string target, out string error)
    {
        method = target = error = "";
        int first = line.IndexOf((byte)' ');
        int last = line.LastIndexOf((byte)' ');
        if (first <= 0 || last == first || line[..first].ContainsAnyExcept(TokenBytes))
            error = "a request line that is not 'METHOD target HTTP/1.1'";
        else if (!line[(last + 1)..].SequenceEqual("HTTP/1.1"u8))
            error = "a version that is not HTTP/1.1";
        else if (line[first + 1] != (byte)'/' || line[(first + 1)..last].ContainsAnyExceptInRange((byte)0x21, (byte)0x7e))
            error = "a target that is no path";
        else
        {
            method = Encoding.Latin1.GetString(line[..first]);
            target = Encoding.Latin1.GetString(line[(first + 1)..last]);
        }
        return error.Length == 0;
    }

    private static bool NextLine(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line)
    {
        int end = bytes.IndexOf((byte)'\n');
        line = end > 0 ? bytes[..(end - 1)] : default;
        if (end <= 0 || bytes[end - 1] != (byte)'\r' || line.Contains((byte)'\r'))
            return false;
        bytes = bytes[(end + 1)..];
        return true;
    }

    private static bool HasControl(ReadOnlySpan<byte> value)
    {
        foreach (byte b in value)
        {
            if (b is < 0x20 and not (byte)'\t' or 0x7f)
                return true;
        }
        return false;
    }

    private static MockHead? Broken(string reason, out string error)
    {
        error = reason;
        return null;
    }
}
