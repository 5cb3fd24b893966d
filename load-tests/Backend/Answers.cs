using System.Text;

namespace Edge.LoadTests.Backend;

/// <summary>The prepared answers of one model. Immutable.</summary>
/// <param name="model">The one that requests must name in their body, written without blanks; <c>any</c> takes every one.</param>
internal sealed class Answers(string model)
{
    /// <summary>A page of embeddings is about as long.</summary>
    private const int LargeBytes = 256 * 1024;

    /// <summary>Head of an event stream.</summary>
    internal static readonly byte[] StreamHead =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray();

    /// <summary>To a request of another model.</summary>
    internal static readonly byte[] WrongModel = Json("400 Bad Request", """{"error":{"message":"sent to the wrong model"}}""");

    /// <summary>To a body without a length.</summary>
    internal static readonly byte[] NeedsLength = Json("411 Length Required", """{"error":{"message":"needs a Content-Length"}}""");

    /// <summary>What a body must hold; empty takes everything.</summary>
    internal byte[] Needle { get; } = model == "any" ? [] : Encoding.UTF8.GetBytes($"\"model\":\"{model}\"");

    /// <summary>A chat completion of some hundred bytes.</summary>
    internal byte[] Small { get; } = Json("200 OK",
        $$$"""
        {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"{{{model}}}","choices":[{"index":0,
        "message":{"role":"assistant","content":"A proxy is worth as much as nobody notices it."},"logprobs":null,"finish_reason":"stop"}],
        "usage":{"prompt_tokens":12,"completion_tokens":10,"total_tokens":22}}
        """);

    /// <summary>The large answer.</summary>
    internal byte[] Large { get; } = Json("200 OK", $$"""{"object":"list","model":"{{model}}","data":"{{new string('A', LargeBytes)}}"}""");

    private static byte[] Json(string status, string body) => Encoding.UTF8.GetBytes(
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
}
