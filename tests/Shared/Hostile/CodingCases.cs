using static Shared.Hostile.HostileText;

namespace Shared.Hostile;

/// <summary>Transfer-Encoding: beside a length, spelt so that one reader sees it and another does not, or not what this hop can read.</summary>
internal static class CodingCases
{
    // By its chunks the body ends before the smuggled request; by its length behind it.
    private const string Hidden = Chunks + Smuggled;

    internal static IEnumerable<HostileCase> All =>
    [
        new("a plain call in chunks", "RFC 9112 §7.1", Held.Forwarded, Head + WithChunks),
        new("CL.TE: a length that covers a request behind the last chunk", "RFC 9112 §6.3", Held.RefusedOrLast,
            $"{Head}Content-Length: {Hidden.Length}\r\nTransfer-Encoding: chunked\r\n\r\n{Chunks}") { Status = 400 },
        new("TE.CL: a length that ends within the first chunk", "RFC 9112 §6.3", Held.RefusedOrLast,
            $"{Head}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n{Chunks}") { Status = 400 },
        new("a length of zero beside chunks", "RFC 9112 §6.3", Held.RefusedOrLast,
            $"{Head}Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n{Chunks}") { Status = 400 },
        new("a length that is none beside chunks", "RFC 9112 §6.3", Held.RefusedOrLast,
            $"{Head}Content-Length: x\r\nTransfer-Encoding: chunked\r\n\r\n{Chunks}") { Status = 400 },
        new("chunks in HTTP/1.0", "RFC 9112 §6.1", Held.RefusedOrLast, $"POST /v1/chat/completions HTTP/1.0\r\nHost: edge\r\n{WithChunks}") { Status = 400 },
        new("chunks and a length in HTTP/1.0", "RFC 9112 §6.1", Held.RefusedOrLast,
            $"POST /v1/chat/completions HTTP/1.0\r\nHost: edge\r\nContent-Length: {Hidden.Length}\r\n{WithChunks}") { Status = 400 },
        new("TE.0: a request in a chunk of an OPTIONS", "RFC 9110 §9.3.7", Held.RefusedOrOne,
            $"OPTIONS /v1/chat/completions HTTP/1.1\r\nHost: edge\r\nTransfer-Encoding: chunked\r\n\r\n{Chunk(Smuggled)}") { Body = Smuggled },
        new("TE.0: a request in a chunk of a GET", "RFC 9110 §9.3.1", Held.RefusedOrOne,
            $"GET /v1/models HTTP/1.1\r\nHost: edge\r\nTransfer-Encoding: chunked\r\n\r\n{Chunk(Smuggled)}") { Body = Smuggled },
        new("a request in a chunk of a call to nowhere", "RFC 9112 §7.1", Held.RefusedOrOne,
            $"POST /nowhere HTTP/1.1\r\nHost: edge\r\nTransfer-Encoding: chunked\r\n\r\n{Chunk(Smuggled)}") { Body = Smuggled },
        .. Unknown("xchunked"),
        .. Unknown("chunkedx"),
        .. Unknown("chunk"),
        .. Unknown("chunked-"),
        .. Unknown("identity"),
        .. Unknown("gzip"),
        .. Unknown("gzip, chunked"),
        .. Unknown("chunked, gzip"),
        .. Unknown("chunked, identity"),
        .. Unknown("identity, chunked"),
        .. Unknown("chunked, chunked"),
        .. Unknown("chunked chunked"),
        .. Unknown("\"chunked\""),
        .. Unknown("'chunked'"),
        .. Unknown("chunked;q=1"),
        .. Unknown("chunked;"),
        .. Unknown("\vchunked"),
        .. Unknown("chunked\f"),
        .. Unknown("\u00a0chunked"),
        .. Unknown("chunked\0"),
        .. Unknown("c\bhunked"),
        new("a coding in capitals and small letters", "RFC 9112 §7", Held.RefusedOrOne, Coding("cHuNkEd")) { Status = 200 },
        new("a coding behind a tab and spaces", "RFC 9110 §5.6.3", Held.RefusedOrOne, Coding("\t  chunked")) { Status = 200 },
        new("a coding before a tab", "RFC 9110 §5.6.3", Held.RefusedOrOne, Coding("chunked\t")) { Status = 200 },
        new("a coding directly behind the colon", "RFC 9112 §5.1", Held.RefusedOrOne, $"{Head}Transfer-Encoding:chunked\r\n\r\n{Chunks}") { Status = 200 },
        new("a list of a coding and nothing", "RFC 9110 §5.6.1.2", Held.RefusedOrOne, Coding("chunked,")) { Status = 400 },
        new("a list of nothing and a coding", "RFC 9110 §5.6.1.2", Held.RefusedOrOne, Coding(",chunked")) { Status = 400 },
        new("a coding of nothing beside a length", "RFC 9112 §6.1", Held.RefusedOrLast, $"{Head}Transfer-Encoding:\r\n{WithBody}") { Status = 400 },
        new("two codings in two fields, both chunked", "RFC 9112 §6.1", Held.Refused, Two("chunked", "chunked")),
        new("two codings in two fields, the last one identity", "RFC 9112 §6.1", Held.Refused, Two("chunked", "identity")),
        new("two codings in two fields, the first one identity", "RFC 9112 §6.1", Held.Refused, Two("identity", "chunked")),
        new("two codings in two fields, the last one unknown", "RFC 9112 §6.1", Held.Refused, Two("chunked", "x")),
        new("two codings in two fields, the last one empty", "RFC 9112 §6.1", Held.RefusedOrOne, Two("chunked", "")) { Status = 400 },
        new("a space before the colon of a coding", "RFC 9112 §5.1", Held.Refused, $"{Head}Transfer-Encoding : chunked\r\nContent-Length: {Hidden.Length}\r\n\r\n{Hidden}"),
        new("a tab before the colon of a coding", "RFC 9112 §5.1", Held.Refused, $"{Head}Transfer-Encoding\t: chunked\r\nContent-Length: {Hidden.Length}\r\n\r\n{Hidden}"),
        new("a coding folded onto the next line", "RFC 9112 §5.2", Held.RefusedOrOne, $"{Head}Transfer-Encoding:\r\n chunked\r\n\r\n{Chunks}") { Status = 400 },
        new("a coding that goes on on the next line", "RFC 9112 §5.2", Held.Refused, $"{Head}Transfer-Encoding: chunked\r\n , identity\r\n\r\n{Chunks}"),
        new("a coding in the fold of another field, beside a length", "RFC 9112 §5.2", Held.RefusedOrOne, $"{Head}X-A: b\r\n Transfer-Encoding: chunked\r\n{WithBody}") { Status = 400 },
        new("a coding behind a bare LF, beside a length", "RFC 9112 §2.2", Held.RefusedOrLast,
            $"{Head}X-A: b\nTransfer-Encoding: chunked\r\nContent-Length: {Hidden.Length}\r\n\r\n{Chunks}") { Status = 400 },
        new("a coding behind a bare CR, beside a length", "RFC 9112 §2.2", Held.RefusedOrOne, $"{Head}X-A: b\rTransfer-Encoding: chunked\r\n{WithBody}") { Status = 400 },
        new("a NUL before the name of a coding", "RFC 9110 §5.1", Held.Refused, $"{Head}\0Transfer-Encoding: chunked\r\n{WithBody}"),
        new("a space within the name of a coding", "RFC 9112 §5.1", Held.RefusedOrOne, $"{Head}Transfer Encoding: chunked\r\n{WithBody}") { Status = 400 },
        new("an underscore in the name of a coding", "RFC 9110 §5.1", Held.RefusedOrOne, $"{Head}Transfer_Encoding: chunked\r\n{WithBody}") { Status = 200 },
        new("a coding named by TE alone", "RFC 9110 §10.1.4", Held.RefusedOrOne, $"{Head}TE: chunked\r\nConnection: TE\r\n{WithBody}") { Status = 200, Never = ["\nTE: chunked"] },
    ];

    private static string Coding(string value) => $"{Head}Transfer-Encoding: {value}\r\n\r\n{Chunks}";

    private static string Two(string first, string second) => $"{Head}Transfer-Encoding: {first}\r\nTransfer-Encoding: {second}\r\n\r\n{Chunks}";

    /// <summary>A coding that this hop cannot read, alone and beside a length that covers a smuggled request.</summary>
    private static IEnumerable<HostileCase> Unknown(string value)
    {
        string shown = string.Concat(value.Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"%{(int)c:X2}"));
        yield return new HostileCase($"the coding {shown}", "RFC 9112 §6.1", Held.Refused, Coding(value));
        yield return new HostileCase($"the coding {shown} beside a length", "RFC 9112 §6.3", Held.Refused,
            $"{Head}Transfer-Encoding: {value}\r\nContent-Length: {Hidden.Length}\r\n\r\n{Hidden}");
    }
}
