using static Shared.Hostile.HostileText;

namespace Shared.Hostile;

/// <summary>Chunks: sizes that are none, ends that are missing, extensions and trailers that say more than is theirs to say.</summary>
internal static class ChunkCases
{
    private const string ChunkedHead = Head + "Transfer-Encoding: chunked\r\n\r\n";
    private const int Mebibyte = 1 << 20;

    internal static IEnumerable<HostileCase> All =>
    [
        .. BadSize("0x13", "0x before the digits"),
        .. BadSize("+13", "a plus"),
        .. BadSize("-13", "a minus"),
        .. BadSize(" 13", "a space before it"),
        .. BadSize("\t13", "a tab before it"),
        .. BadSize("1 3", "a space inside"),
        .. BadSize("1_3", "an underscore inside"),
        .. BadSize("13h", "an h behind it"),
        .. BadSize("13,", "a comma behind it"),
        .. BadSize("\"13\"", "quotes around it"),
        .. BadSize("13\0", "a NUL behind it"),
        .. BadSize("", "no digits"),
        .. BadSize("xyz", "no hexadecimal digits"),
        .. BadSize(";a", "an extension alone"),
        .. BadSize("10000000000000013", "17 digits, 19 in 64 bits"),
        .. BadSize("fffffffffffffff3", "minus 13 in 64 bits"),
        .. BadSize("ffffffffffffffff", "minus 1 in 64 bits"),
        new("a chunk size that is 19 in 32 bits", "RFC 9112 §7.1", Held.NotForwarded, Of("100000013")) { Status = 0 },
        new("a chunk size with a space behind it", "RFC 9112 §7.1.1", Held.RefusedOrOne, Of("13 ")) { Status = 400 },
        new("a chunk size of 16 digits", "RFC 9112 §7.1", Held.RefusedOrOne, Of("0000000000000013")) { Status = 200 },
        new("a chunk size with a thousand zeros", "RFC 9112 §7.1", Held.RefusedOrOne, Of(new string('0', 1000) + "13")) { Status = 400 },
        new("a chunk size in capitals", "RFC 9112 §7.1", Held.Forwarded, $"{ChunkedHead}A\r\n{Body[..10]}\r\n9\r\n{Body[10..]}\r\n000\r\n\r\n"),
        new("a bare LF behind a chunk size", "RFC 9112 §7.1", Held.Refused, $"{ChunkedHead}13\n{Body}\r\n0\r\n\r\n"),
        new("a bare CR behind a chunk size", "RFC 9112 §7.1", Held.Refused, $"{ChunkedHead}13\r{Body}\r\n0\r\n\r\n"),
        new("CR CR LF behind a chunk size", "RFC 9112 §7.1", Held.Refused, $"{ChunkedHead}13\r\r\n{Body}\r\n0\r\n\r\n"),
        new("nothing behind the data of a chunk", "RFC 9112 §7.1", Held.Refused, $"{ChunkedHead}13\r\n{Body}0\r\n\r\n"),
        new("a bare LF behind the data of a chunk", "RFC 9112 §7.1", Held.Refused, $"{ChunkedHead}13\r\n{Body}\n0\r\n\r\n"),
        new("two other bytes behind the data of a chunk", "RFC 9112 §7.1", Held.Refused, $"{ChunkedHead}13\r\n{Body}XX0\r\n\r\n"),
        new("more data than the chunk size says", "RFC 9112 §7.1", Held.Refused, $"{ChunkedHead}12\r\n{Body}\r\n0\r\n\r\n"),
        new("an end that is none: a last chunk of minus zero", "RFC 9112 §7.1", Held.Refused, $"{ChunkedHead}13\r\n{Body}\r\n-0\r\n\r\n"),
        new("an end that is none: a last chunk of 0x0", "RFC 9112 §7.1", Held.Refused, $"{ChunkedHead}13\r\n{Body}\r\n0x0\r\n\r\n"),
        new("a bare LF behind the last chunk", "RFC 9112 §7.1", Held.RefusedOrLast, $"{ChunkedHead}13\r\n{Body}\r\n0\n\r\n") { Status = 400 },
        new("no empty line behind the last chunk", "RFC 9112 §7.1", Held.RefusedOrLast, $"{ChunkedHead}13\r\n{Body}\r\n0\r\n") { Status = 400 },
        new("chunk extensions", "RFC 9112 §7.1.1", Held.Forwarded, Of("13;a;b=c;d=\"e;f\"")),
        new("a space before a chunk extension", "RFC 9112 §7.1.1", Held.RefusedOrOne, Of("13 ;a")) { Status = 0 },
        new("a bare LF in a chunk extension", "RFC 9112 §7.1.1", Held.Refused, Of("13;\n")),
        new("a bare LF that begins another size in a chunk extension", "RFC 9112 §7.1.1", Held.Refused,
            $"{ChunkedHead}13;\n{Body}\r\n0\r\n\r\n{Smuggled}\r\n0\r\n\r\n"),
        new("a bare CR in a chunk extension", "RFC 9112 §7.1.1", Held.Refused, Of("13;a\rb")),
        new("CR LF in a quoted chunk extension", "RFC 9112 §7.1.1", Held.Refused, $"{ChunkedHead}13;a=\"\r\n\"\r\n{Body}\r\n0\r\n\r\n"),
        new("a NUL in a chunk extension", "RFC 9112 §7.1.1", Held.Refused, Of("13;a=\0")),
        new("a chunk extension of 1 MiB", "RFC 9112 §7.1.1", Held.Refused, Of("13;" + new string('a', Mebibyte))),
        .. Trailer("Content-Length: 5", "stolen"),
        .. Trailer("Transfer-Encoding: chunked", "stolen"),
        .. Trailer("Host: stolen.example", "stolen"),
        .. Trailer("Authorization: Bearer stolen", "stolen"),
        .. Trailer("X-Forwarded-For: 66.66.66.66", "66.66.66.66"),
        .. Trailer("Content-Type: text/stolen", "stolen"),
        new("a trailer without a colon", "RFC 9112 §7.1.2", Held.RefusedOrLast, WithTrailer("stolen\r\n")) { Status = 0 },
        new("a folded trailer", "RFC 9112 §5.2", Held.RefusedOrOne, WithTrailer("X-A: b\r\n c\r\n")) { Status = 0 },
        new("a bare LF in a trailer", "RFC 9112 §2.2", Held.RefusedOrOne, WithTrailer("X-A: b\nX-C: d\r\n")) { Status = 0 },
        new("a NUL in a trailer", "RFC 9110 §5.5", Held.RefusedOrOne, WithTrailer("X-A: \0\r\n")) { Status = 0 },
        new("trailers of 1 MiB", "RFC 9112 §7.1.2", Held.Refused, WithTrailer(string.Concat(Enumerable.Repeat($"X-A: {new string('a', 1000)}\r\n", 1024)))) { Status = 0 },
    ];

    private static string Of(string size) => $"{ChunkedHead}{size}\r\n{Body}\r\n0\r\n\r\n";

    private static string WithTrailer(string lines) => $"{ChunkedHead}13\r\n{Body}\r\n0\r\n{lines}\r\n";

    private static IEnumerable<HostileCase> BadSize(string size, string what) =>
        [new($"a chunk size with {what}", "RFC 9112 §7.1", Held.Refused, Of(size))];

    private static IEnumerable<HostileCase> Trailer(string line, string never) =>
        [new($"the trailer {line}", "RFC 9110 §6.5.1", Held.RefusedOrOne, WithTrailer(line + "\r\n")) { Status = 200, Never = [never] }];
}
