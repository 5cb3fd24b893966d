using static Shared.Hostile.HostileText;

namespace Shared.Hostile;

/// <summary>Content-Length: said twice, said badly, said where nobody looks.</summary>
internal static class LengthCases
{
    // The body by the larger length hides a request; by the smaller one that is the next request.
    private const string Hidden = Body + Smuggled;

    private static readonly string Quoted =
        $$"""{"model":"m","x":"{{Smuggled.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\r\n", "\\r\\n", StringComparison.Ordinal)}}"}""";

    // 19 for whoever keeps 32 or 64 bits of it.
    private const string Wrapped32 = "4294967315", Wrapped64 = "18446744073709551635";

    internal static IEnumerable<HostileCase> All =>
    [
        new("a plain call with a length", "RFC 9112 §6.2", Held.Forwarded, Head + WithBody),
        new("two lengths, the smaller one first", "RFC 9112 §6.3", Held.Refused, $"{Head}Content-Length: 19\r\nContent-Length: {Hidden.Length}\r\n\r\n{Hidden}"),
        new("two lengths, the larger one first", "RFC 9112 §6.3", Held.Refused, $"{Head}Content-Length: {Hidden.Length}\r\nContent-Length: 19\r\n\r\n{Hidden}"),
        new("two lengths, spelt differently", "RFC 9112 §6.3", Held.Refused, $"{Head}content-length: {Hidden.Length}\r\nCONTENT-LENGTH: 19\r\n\r\n{Hidden}"),
        new("the same length in two fields", "RFC 9110 §8.6", Held.RefusedOrOne, $"{Head}Content-Length: 19\r\n{WithBody}") { Status = 400 },
        new("the same length twice in a list", "RFC 9110 §8.6", Held.RefusedOrOne, Of("19, 19")) { Status = 400 },
        new("two lengths in a list", "RFC 9112 §6.3", Held.Refused, Of("19, 18")),
        new("a list of a length and nothing", "RFC 9110 §8.6", Held.Refused, Of("19,")),
        new("no digits at all for a length", "RFC 9110 §8.6", Held.Refused, Of("")),
        new("a length with a plus", "RFC 9110 §8.6", Held.Refused, Of("+19")),
        new("a length with a minus", "RFC 9110 §8.6", Held.Refused, Of("-19")),
        new("a length of minus zero", "RFC 9110 §8.6", Held.Refused, Of("-0")),
        new("a hexadecimal length", "RFC 9110 §8.6", Held.Refused, Of("0x13")),
        new("a length with a point", "RFC 9110 §8.6", Held.Refused, Of("19.0")),
        new("a length with an exponent", "RFC 9110 §8.6", Held.Refused, Of("19e0")),
        new("a length with a space inside", "RFC 9110 §8.6", Held.Refused, Of("1 9")),
        new("a length with an underscore", "RFC 9110 §8.6", Held.Refused, Of("1_9")),
        new("a length with letters behind it", "RFC 9110 §8.6", Held.Refused, Of("19abc")),
        new("a length with a parameter", "RFC 9110 §8.6", Held.Refused, Of("19;q=1")),
        new("a length in quotes", "RFC 9110 §8.6", Held.Refused, Of("\"19\"")),
        new("a length behind a vertical tab", "RFC 9110 §5.6.3", Held.Refused, Of("\v19")),
        new("a length before a NUL", "RFC 9110 §5.5", Held.Refused, Of("19\0")),
        new("a length in Latin-1 digits", "RFC 9110 §8.6", Held.Refused, Of("1\u00b9")),
        new("spaces and tabs around a length", "RFC 9110 §5.6.3", Held.RefusedOrOne, Of(" \t 19 \t ")) { Status = 200 },
        new("a length with 18 zeros before it", "RFC 9110 §8.6", Held.RefusedOrOne, Of("000000000000000000" + "19")) { Status = 200 },
        new("a length that is 19 in 32 bits", "RFC 9110 §8.6", Held.NotForwarded, Of(Wrapped32)) { Status = 413 },
        new("a length that is 19 in 64 bits", "RFC 9110 §8.6", Held.Refused, Of(Wrapped64)),
        new("a length of 20 nines", "RFC 9110 §8.6", Held.Refused, Of(new string('9', 20))),
        new("a length of 400 digits", "RFC 9110 §8.6", Held.Refused, Of(new string('9', 400))),
        new("a field that is nearly Content-Length", "RFC 9110 §5.1", Held.RefusedOrOne, $"{Head}Content_Length: 5\r\nContent-Length-: 6\r\n{WithBody}") { Status = 200 },
        new("a request within the body of a GET", "RFC 9110 §9.3.1", Held.RefusedOrOne, $"GET /v1/models HTTP/1.1\r\nHost: edge\r\nContent-Length: {Smuggled.Length}\r\n\r\n{Smuggled}")
        {
            Body = Smuggled,
        },
        new("a request within the body of an OPTIONS", "RFC 9110 §9.3.7", Held.RefusedOrOne, $"OPTIONS /v1/chat/completions HTTP/1.1\r\nHost: edge\r\nContent-Length: {Smuggled.Length}\r\n\r\n{Smuggled}")
        {
            Body = Smuggled,
        },
        new("a request within the body of a call to nowhere", "RFC 9112 §6.3", Held.RefusedOrOne, $"POST /nowhere HTTP/1.1\r\nHost: edge\r\nContent-Length: {Smuggled.Length}\r\n\r\n{Smuggled}")
        {
            Body = Smuggled,
        },
        new("a request within a string of the body", "RFC 9112 §6.3", Held.Forwarded, Post(Quoted)) { Body = Quoted },
        new("a call of HTTP/1.0 without a length", "RFC 9112 §6.3", Held.RefusedOrLast, $"POST /v1/chat/completions HTTP/1.0\r\nHost: edge\r\n\r\n{Body}")
        {
            Body = "",
            Status = 400,
        },
    ];

    private static string Of(string length) => $"{Head}Content-Length: {length}\r\n\r\n{Body}";
}
