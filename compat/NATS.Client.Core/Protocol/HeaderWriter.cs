using System.Buffers;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace NATS.Client.Core.Protocol;

/// <summary>
/// Writes headers: <c>NATS/1.0␍␊</c>, then <c>name: value␍␊</c> for each value, then <c>␍␊</c>
/// (https://github.com/nats-io/nats-architecture-and-design/blob/main/adr/ADR-4.md).
/// </summary>
internal static class HeaderWriter
{
    // Printable, and no colon: what ends a name, or a line, can be in none.
    private static readonly SearchValues<char> NameChars =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Where(code => code != ':')]);

    private static ReadOnlySpan<byte> Version => "NATS/1.0\r\n"u8;

    /// <summary>Bytes that <see cref="Write"/> would append.</summary>
    internal static int Measure(NatsHeaders headers, Encoding encoding)
    {
        int length = Version.Length + 2;
        foreach (KeyValuePair<string, StringValues> field in headers)
        {
            foreach (string? value in field.Value)
            {
                if (value is not null)
                    length += encoding.GetByteCount(field.Key) + encoding.GetByteCount(value) + 4;
            }
        }
        return length;
    }

    /// <summary>Appends the header.</summary>
    /// <exception cref="NatsException">A name or value would break the format; nothing useful was written then.</exception>
    internal static void Write(IBufferWriter<byte> target, NatsHeaders headers, Encoding encoding)
    {
        target.Write(Version);
        foreach (KeyValuePair<string, StringValues> field in headers)
        {
            if (field.Key.Length == 0 || field.Key.AsSpan().ContainsAnyExcept(NameChars))
                throw new NatsException($"'{field.Key}' is no name for a header field");
            foreach (string? value in field.Value)
            {
                if (value is not null)
                    WriteField(target, field.Key, value, encoding);
            }
        }
        target.Write("\r\n"u8);
    }

    private static void WriteField(IBufferWriter<byte> target, string name, string value, Encoding encoding)
    {
        if (value.AsSpan().ContainsAny('\r', '\n'))
            throw new NatsException($"A value of header field '{name}' holds a line break");
        encoding.GetBytes(name, target);
        target.Write(": "u8);
        encoding.GetBytes(value, target);
        target.Write("\r\n"u8);
    }
}
