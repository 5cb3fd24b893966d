using System.Buffers;
using System.Text;

namespace Edge.Http1;

/// <summary>What names and values of fields are made of, and which fields stay behind on the way through. Safe from any thread.</summary>
internal static class FieldRules
{
    private const string TokenChars = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // More than the longest name that is known whole: a longer one is known by its beginning or not at all.
    private const int KnownNameLength = 64;

    // A NUL, CR or LF in a value splits or cuts it in some reader (RFC 9110 §5.5); the other controls have no use there.
    private static readonly byte[] Controls = [.. Enumerable.Range(0, 0x20).Where(c => c != '\t').Append(0x7F).Select(c => (byte)c)];
    private static readonly SearchValues<byte> TokenBytes = SearchValues.Create(Encoding.ASCII.GetBytes(TokenChars));
    private static readonly SearchValues<char> TokenLetters = SearchValues.Create(TokenChars);
    private static readonly SearchValues<byte> ControlBytes = SearchValues.Create(Controls);
    private static readonly SearchValues<char> ValueLetters = SearchValues.Create(
        [.. Enumerable.Range(0, 0x100).Where(c => !Controls.Contains((byte)c)).Select(c => (char)c)]);

    /// <summary><c>token = 1*tchar</c> (RFC 9110 §5.6.2).</summary>
    internal static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && EndOfToken(text) < 0;

    /// <summary><c>token = 1*tchar</c> (RFC 9110 §5.6.2).</summary>
    internal static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && text.IndexOfAnyExcept(TokenLetters) < 0;

    /// <summary><c>*( HTAB / SP / VCHAR / obs-text )</c>: a field value (RFC 9110 §5.5), or a reason phrase (RFC 9112 §4). Spaces at its ends are allowed and mean nothing.</summary>
    internal static bool IsFieldValue(ReadOnlySpan<byte> text) => FirstControl(text) < 0;

    /// <summary>The same for text whose characters stand for one byte each; one above U+00FF is refused.</summary>
    internal static bool IsFieldValue(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(ValueLetters) < 0;

    /// <summary>Where the token at the start of <paramref name="text"/> ends, or -1 when all of it is one.</summary>
    internal static int EndOfToken(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept(TokenBytes);

    /// <summary>Where the first byte stands that a field value must not hold, or -1.</summary>
    internal static int FirstControl(ReadOnlySpan<byte> text) => text.IndexOfAny(ControlBytes);

    /// <summary><c>OWS = *( SP / HTAB )</c> (RFC 9110 §5.6.3) taken off both ends.</summary>
    internal static ReadOnlySpan<byte> TrimSpace(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty && IsSpace(text[0]))
            text = text[1..];
        while (!text.IsEmpty && IsSpace(text[^1]))
            text = text[..^1];
        return text;
    }

    /// <summary>SP or HTAB.</summary>
    internal static bool IsSpace(byte c) => c is (byte)' ' or (byte)'\t';

    /// <summary>Whether a caller's field stays here. Fields its Connection names stay too: see <see cref="IsNamed"/>.</summary>
    internal static bool DropFromRequest(ReadOnlySpan<byte> name) => RequestFields.Of(name) >= RequestField.Host;

    /// <summary>The same for text of which each character stands for one byte.</summary>
    internal static bool DropFromRequest(ReadOnlySpan<char> name)
    {
        Span<byte> bytes = stackalloc byte[KnownNameLength];
        return DropFromRequest(bytes[..Encoding.Latin1.GetBytes(name[..Math.Min(name.Length, bytes.Length)], bytes)]);
    }

    /// <summary>Whether the value of a Connection field names <paramref name="name"/>: <c>Connection = #connection-option</c> (RFC 9110 §7.6.1).</summary>
    internal static bool IsNamed(ReadOnlySpan<char> connection, ReadOnlySpan<char> name)
    {
        foreach (Range option in connection.Split(','))
        {
            if (connection[option].Trim(" \t").Equals(name, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
