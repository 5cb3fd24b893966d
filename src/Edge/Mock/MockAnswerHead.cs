using Edge.Buffers;
using Edge.Mock.Wire;

namespace Edge.Mock;

/// <summary>Writes the head of an answer (RFC 9112, 4). One per request.</summary>
/// <param name="replica">Who answers.</param>
/// <param name="requestId">The request's <c>x-request-id</c>, or one made for it.</param>
/// <param name="bodyBytes">Bytes of the request's body.</param>
/// <param name="close">Whether the connection ends with this answer.</param>
internal sealed class MockAnswerHead(MockReplica replica, string requestId, long bodyBytes, bool close)
{
    private readonly List<MockField> _more = [];

    /// <summary>Adds a field.</summary>
    internal void Add(string name, string value) => _more.Add(new MockField(name, value));

    /// <summary>Writes the head of a body of <paramref name="length"/> bytes; null says that it comes in chunks.</summary>
    internal void Write(ByteBuffer output, int status, string contentType, long? length)
    {
        output.AppendLatin1($"HTTP/1.1 {status} {Reason(status)}\r\n");
        output.AppendLatin1($"content-type: {contentType}\r\n");
        if (length is null)
            output.Append("transfer-encoding: chunked\r\ncache-control: no-cache\r\n"u8);
        else if (status != 204)
            output.AppendLatin1($"content-length: {length}\r\n");
        output.AppendLatin1($"x-mock-replica: {replica.Index}\r\nx-mock-port: {replica.Port}\r\nx-mock-body-bytes: {bodyBytes}\r\n");
        output.AppendLatin1($"x-request-id: {requestId}\r\n");
        foreach (MockField field in _more)
            output.AppendLatin1($"{field.Name}: {field.Value}\r\n");
        if (close)
            output.Append("connection: close\r\n"u8);
        output.Append("\r\n"u8);
    }

    private static string Reason(int status) => status switch
    {
        200 => "OK",
        400 => "Bad Request",
        401 => "Unauthorized",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Content Too Large",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Status",
    };
}
