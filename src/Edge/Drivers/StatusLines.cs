using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Edge.Drivers;

/// <summary><c>status-line = HTTP-version SP status-code SP [ reason-phrase ]</c> (RFC 9112 §4) with its CRLF, for every status.</summary>
internal static class StatusLines
{
    private const int First = 200;
    private static readonly byte[][] Lines = [.. Enumerable.Range(First, 400).Select(Make)];

    /// <summary>The line of <paramref name="status"/>, 200 to 599.</summary>
    internal static ReadOnlySpan<byte> Of(int status) => Lines[status - First];

    private static byte[] Make(int status) => Encoding.ASCII.GetBytes($"HTTP/1.1 {status} {ReasonPhrases.GetReasonPhrase(status)}\r\n");
}
