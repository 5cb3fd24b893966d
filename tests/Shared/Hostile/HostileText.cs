namespace Shared.Hostile;

/// <summary>Parts that hostile requests and answers are put together from, and those that are not hostile.</summary>
internal static class HostileText
{
    /// <summary>A body that every proxy forwards; 19 bytes, in hexadecimal 13.</summary>
    internal const string Body = """{"model":"m","x":1}""";

    /// <summary>A whole chunked body that holds <see cref="Body"/>.</summary>
    internal const string Chunks = $"13\r\n{Body}\r\n0\r\n\r\n";

    /// <summary>The request line of a call that every proxy forwards.</summary>
    internal const string Line = "POST /v1/chat/completions HTTP/1.1\r\n";

    /// <summary>The head of such a call, without its framing and its end.</summary>
    internal const string Head = Line + "Host: edge\r\nContent-Type: application/json\r\n";

    /// <summary>A request that nobody is to take for one, since it stands within another one's body.</summary>
    internal const string Smuggled = "POST /v1/smuggled HTTP/1.1\r\nHost: edge\r\nContent-Type: application/json\r\nContent-Length: 19\r\n\r\n" + Body;

    /// <summary>The end of a head whose body is <see cref="Body"/>.</summary>
    internal const string WithBody = "Content-Length: 19\r\n\r\n" + Body;

    /// <summary>The end of a head whose body is <see cref="Chunks"/>.</summary>
    internal const string WithChunks = "Transfer-Encoding: chunked\r\n\r\n" + Chunks;

    /// <summary>What a backend says when nothing is wrong with it.</summary>
    internal const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /// <summary>An answer that nobody is to get.</summary>
    internal const string Evil = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";

    /// <summary>
    /// What no part of HTTP begins with, so that a proxy that goes on reading comes to an end: the end of every connection with a hostile request.
    /// Longer than what any body in the list lacks.
    /// </summary>
    internal static readonly string End = new string('\0', 600) + "\r\n\r\n";

    /// <summary>A call like any other, by a caller whose name the backend answers with.</summary>
    internal static string Call(string caller) =>
        $"POST /v1/embeddings HTTP/1.1\r\nHost: edge\r\nContent-Type: application/json\r\nX-Caller: {caller}\r\n{WithBody}";

    /// <summary>A call with <paramref name="body"/>.</summary>
    internal static string Post(string body) => $"{Head}Content-Length: {body.Length}\r\n\r\n{body}";

    /// <summary>A JSON-less body for <see cref="Body"/>'s place: one chunk of <paramref name="data"/>, and the last one.</summary>
    internal static string Chunk(string data) => $"{data.Length:x}\r\n{data}\r\n0\r\n\r\n";
}
