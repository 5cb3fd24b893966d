using System.Globalization;

namespace Edge.Mock.Wire;

/// <summary>How the body of a request is delimited (RFC 9112, 6), or which rule its head breaks.</summary>
/// <param name="Length">Bytes of the body when not chunked.</param>
/// <param name="Chunked">Whether the body comes in chunks.</param>
/// <param name="Error">The broken rule, or null.</param>
internal readonly record struct MockFraming(long Length, bool Chunked, string? Error)
{
    /// <summary>Judges a head. A field that other servers would forgive is an error here: the point is to notice it.</summary>
    internal static MockFraming Of(MockHead head)
    {
        int lengths = head.Count("content-length");
        int codings = head.Count("transfer-encoding");
        if (head.Count("host") != 1 || head.Get("host")!.Length == 0)
            return new(0, false, "not exactly one host");
        if (lengths > 0 && codings > 0)
            return new(0, false, "both content-length and transfer-encoding");
        if (lengths > 1)
            return new(0, false, "more than one content-length");
        if (codings > 0)
        {
            bool chunked = codings == 1 && head.Get("transfer-encoding")!.Equals("chunked", StringComparison.OrdinalIgnoreCase);
            return new(0, chunked, chunked ? null : "a transfer-encoding other than chunked");
        }
        if (lengths == 0)
            return new(0, false, null);
        return long.TryParse(head.Get("content-length"), NumberStyles.None, CultureInfo.InvariantCulture, out long length)
            ? new(length, false, null)
            : new(0, false, "a content-length that is no number");
    }
}
