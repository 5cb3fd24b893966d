using System.Globalization;
using System.Text;

namespace Edge.LoadTests.Matrix.Wire;

/// <summary>One request and the answer it must get. Every byte of both follows from these values.</summary>
/// <param name="Model">What the caller asks for.</param>
/// <param name="Served">Who must have answered: the first part of the path of the replica's address.</param>
/// <param name="Ask">How.</param>
/// <param name="Nonce">Tells it from all others; always <see cref="NonceLength"/> long.</param>
internal sealed record Question(string Model, string Served, Ask Ask, string Nonce)
{
    /// <summary>How long nonces are, so that places in what is sent are known.</summary>
    internal const int NonceLength = 8;

    private const int LargeBytes = 64 * 1024;
    private static int _last;

    /// <summary>A question nobody has asked yet.</summary>
    internal static Question New(string model, string served, Ask ask) =>
        new(model, served, ask, Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture).PadLeft(NonceLength, '0'));

    /// <summary>The request, whole.</summary>
    /// <param name="keepsReplica">Whether the replica may keep its connection behind it.</param>
    internal byte[] Request(bool keepsReplica)
    {
        string body = $$"""{"model":"{{Model}}","user":"{{Nonce}}","padding":"{{new string('p', Ask == Ask.Upload ? LargeBytes : 64)}}"}""";
        return Encoding.ASCII.GetBytes(
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: edge\r\nContent-Type: application/json\r\nx-request-id: {Nonce}\r\nx-ask: {Ask}\r\n"
            + $"{(keepsReplica ? "x-keep: 1\r\n" : "")}Content-Length: {body.Length}\r\n\r\n{body}");
    }

    /// <summary>The body of the answer, without chunks.</summary>
    internal byte[] Answer => Encoding.ASCII.GetBytes(IsStream(Ask) ? string.Concat(Events(Ask, Served, Nonce)) : Json(Ask, Served, Nonce));

    /// <summary>Whether it is answered by events.</summary>
    internal static bool IsStream(Ask ask) => ask is Ask.Stream or Ask.StreamToClose or Ask.ShortStream;

    /// <summary>An answer that is no stream.</summary>
    internal static string Json(Ask ask, string served, string nonce) =>
        $$"""{"id":"{{nonce}}","object":"chat.completion","served":"{{served}}","content":"{{new string('c', ask is Ask.Large or Ask.LargeToClose ? LargeBytes : 64)}}"}""";

    /// <summary>The events of an answer; all but the last are equally long.</summary>
    internal static IEnumerable<string> Events(Ask ask, string served, string nonce)
    {
        for (int i = 0; i < (ask == Ask.ShortStream ? 3 : 40); i++)
            yield return $$"""data: {"id":"{{nonce}}","number":{{i:00}},"served":"{{served}}"}""" + "\n\n";
        yield return "data: [DONE]\n\n";
    }
}
