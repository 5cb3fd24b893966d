using System.Text;

namespace Edge.LoadTests.Scenarios.Asking;

/// <summary>What is asked: the JSON of a message's content, made once and shared.</summary>
internal static class Prompts
{
    /// <summary>A question.</summary>
    internal static readonly ReadOnlyMemory<byte> Short = Encoding.UTF8.GetBytes("\"Say something.\"");

    /// <summary>A conversation of so many bytes, full of what JSON escapes, with text beyond ASCII.</summary>
    internal static ReadOnlyMemory<byte> Long(int bytes)
    {
        const string Turn = "He said: \\\"Look at C:\\\\models\\\\large, \\u00e9 and 日本!\\\"\\n\\tAnd {\\\"then\\\": [1, 2, 3]}. ";
        int turns = Math.Max(1, bytes / Encoding.UTF8.GetByteCount(Turn));
        return Encoding.UTF8.GetBytes($"\"{string.Concat(Enumerable.Repeat(Turn, turns))}\"");
    }

    /// <summary>A picture of so many bytes, in base64, and a question about it.</summary>
    internal static ReadOnlyMemory<byte> Image(int bytes)
    {
        byte[] picture = new byte[bytes];
        new Random(1).NextBytes(picture);
        string url = $"data:image/png;base64,{Convert.ToBase64String(picture)}";
        return Encoding.UTF8.GetBytes($$$"""[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"{{{url}}}"}}]""");
    }
}
