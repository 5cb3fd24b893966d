using System.Buffers.Text;

namespace Edge.LoadTests.Backend;

/// <summary>One event of a stream as one chunk. The event has 220 bytes, as one token of a chat has, and carries its number.</summary>
internal static class EventFrame
{
    private const string Before =
        """data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":""" +
        """0,"delta":{"content":" token"},"logprobs":null,"finish_reason":null}],"n":""";
    private const int EventBytes = 220;
    private const int Digits = 8;
    private const string Head = "dc\r\n"; // 220 in hex

    /// <summary>The end mark and the end of the body.</summary>
    internal static readonly byte[] End = "e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n"u8.ToArray();

    /// <summary>A frame to be numbered again and again.</summary>
    internal static byte[] Create()
    {
        string rest = "}\n\n";
        string pad = new(' ', EventBytes - Before.Length - Digits - rest.Length);
        return System.Text.Encoding.UTF8.GetBytes($"{Head}{Before}{new string(' ', Digits)}{pad}{rest}\r\n");
    }

    /// <summary>Writes the number, from 0, left-aligned.</summary>
    internal static void Write(byte[] frame, int number)
    {
        if (!Utf8Formatter.TryFormat(number, frame.AsSpan(Head.Length + Before.Length, Digits), out _))
            throw new ArgumentOutOfRangeException(nameof(number));
    }
}
