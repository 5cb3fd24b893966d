using static Shared.Hostile.HostileText;

namespace Shared.Hostile;

/// <summary>Fields whose name or value could be read as something else.</summary>
internal static class FieldCases
{
    internal static IEnumerable<HostileCase> All =>
    [
        .. Of("a space before the colon", "X-A : b", "RFC 9112 §5.1", Held.Refused),
        .. Of("a tab before the colon", "X-A\t: b", "RFC 9112 §5.1", Held.Refused),
        .. Of("a space before the colon of a length", "Content-Length : 5", "RFC 9112 §5.1", Held.Refused),
        .. Of("no name", ": b", "RFC 9110 §5.1"),
        .. Of("no colon", "X-A", "RFC 9112 §5"),
        .. Of("a space within the name", "X A: b", "RFC 9110 §5.1"),
        .. Of("a bracket within the name", "X(A): b", "RFC 9110 §5.1"),
        .. Of("a slash within the name", "X/A: b", "RFC 9110 §5.1"),
        .. Of("a quote around the name", "\"X-A\": b", "RFC 9110 §5.1"),
        .. Of("a byte above ASCII in the name", "X-\u00c4: b", "RFC 9110 §5.1"),
        .. Of("a control in the name", "X-\u0001A: b", "RFC 9110 §5.1"),
        .. Of("a NUL in the name", "X-\0A: b", "RFC 9110 §5.1", Held.Refused),
        .. Of("a NUL in the value", "X-A: b\0c", "RFC 9110 §5.5"),
        .. Of("a bare CR in the value", "X-A: b\rX-Injected: c", "RFC 9112 §2.2"),
        .. Of("a backspace in the value", "X-A: b\bc", "RFC 9110 §5.5"),
        .. Of("an escape in the value", "X-A: \u001b[31m", "RFC 9110 §5.5"),
        .. Of("a DEL in the value", "X-A: b\u007f", "RFC 9110 §5.5"),
        .. Of("bytes above ASCII in the value", "X-A: \u00e4\u00ff\u0080", "RFC 9110 §5.5", status: 200),
        .. Of("a fold by a space", "X-A: b\r\n c", "RFC 9112 §5.2"),
        .. Of("a fold by a tab", "X-A: b\r\n\tc: d", "RFC 9112 §5.2"),
        .. Of("a fold of nothing but a space", "X-A: b\r\n ", "RFC 9112 §5.2"),
        new("a space before the first field", "RFC 9112 §2.2", Held.RefusedOrOne, $"{Line} X-A: b\r\nHost: edge\r\nContent-Type: application/json\r\n{WithBody}") { Status = 400 },
        new("a space before a coding that is the first field", "RFC 9112 §2.2", Held.RefusedOrOne,
            $"{Line} Transfer-Encoding: chunked\r\nHost: edge\r\nContent-Type: application/json\r\n{WithBody}") { Status = 400 },
        new("a length folded onto the next line", "RFC 9112 §5.2", Held.RefusedOrOne, $"{Head}Content-Length:\r\n 19\r\n\r\n{Body}") { Status = 400 },
        new("a length that goes on on the next line", "RFC 9112 §5.2", Held.Refused, $"{Head}Content-Length: 1\r\n 9\r\n\r\n{Body}"),
        new("a name of 4000 letters", "RFC 9110 §5.4", Held.RefusedOrOne, $"{Head}{new string('X', 4000)}: b\r\n{WithBody}") { Status = 200 },
        new("a gzipped body", "RFC 9110 §8.4", Held.RefusedOrOne, $"{Head}Content-Encoding: gzip\r\nContent-Length: {Zipped.Length}\r\n\r\n{Zipped}") { Body = Zipped, Status = 415 },
        new("a gzipped body, said in two fields", "RFC 9110 §8.4", Held.RefusedOrOne,
            $"{Head}Content-Encoding: identity\r\nContent-Encoding: gzip\r\nContent-Length: {Zipped.Length}\r\n\r\n{Zipped}") { Body = Zipped, Status = 415 },
        new("two types of a body", "RFC 9110 §8.3", Held.NotForwarded, $"{Head}Content-Type: text/plain\r\n{WithBody}") { Status = 415, Promise = Promise.Edge },
    ];

    /// <summary><see cref="Body"/> in gzip (RFC 1952).</summary>
    private static string Zipped
    {
        get
        {
            using var zipped = new MemoryStream();
            using (var zip = new System.IO.Compression.GZipStream(zipped, System.IO.Compression.CompressionLevel.Optimal))
                zip.Write("{\"model\":\"m\",\"x\":1}"u8);
            return System.Text.Encoding.Latin1.GetString(zipped.ToArray());
        }
    }

    private static IEnumerable<HostileCase> Of(string what, string field, string clause, Held held = Held.RefusedOrOne, int status = 400) =>
        [new($"{what} of a field", clause, held, $"{Head}{field}\r\n{WithBody}") { Status = status }];
}
