using System.Text;

namespace Edge.LoadTests.Faults;

/// <summary>A request for a small chat, as bytes.</summary>
/// <param name="Bytes">Head and body.</param>
/// <param name="IsStreamed">Whether it asks for events.</param>
internal sealed record Chat(byte[] Bytes, bool IsStreamed)
{
    /// <summary>A chat whose answer comes whole.</summary>
    internal static Chat Whole { get; } = Of(false);

    /// <summary>A chat whose answer comes as events.</summary>
    internal static Chat Streamed { get; } = Of(true);

    /// <summary>A chat with further <paramref name="fields"/> in its head, each a line with its end.</summary>
    internal static Chat Of(bool streamed, string fields = "")
    {
        string body = $$"""{"model":"{{Plan.Model}}","stream":{{(streamed ? "true" : "false")}},"messages":[{"role":"user","content":"Hello"}]}""";
        string head = $"POST /v1/chat/completions HTTP/1.1\r\nHost: edge\r\nContent-Type: application/json\r\n{fields}Content-Length: {body.Length}\r\n\r\n";
        return new Chat(Encoding.ASCII.GetBytes(head + body), streamed);
    }
}
