namespace Edge.Tests.Intake;

/// <summary>Breaks documents in the ways that tell parsers apart. The same seed breaks them the same way.</summary>
internal sealed class Mutator(Random random)
{
    /// <summary>What documents are broken with.</summary>
    internal static readonly byte[][] Snippets =
    [
        .. new[]
        {
            "\"", "\\", "{", "}", "[", "]", ",", ":", "\0", "\n", " ", "/*", "*/", "//", "'", "1", "-", "n", "\u0080", "\u00C3", "\u00ED\u00A0\u0080",
            "\u00F0\u009F\u0098\u0080", "\u00FF", "\u00EF\u00BB\u00BF", "\\u", "\\ud83d", "\\ude00", "\\u0000", "\\x", "\"model\":\"evil\",", "\"Model\":1,",
            ",\"mod\\u0065l\":\"evil\"", "\"model\"", "model", "\"\"", "{}", "[[", "]]",
        }.Select(Scan.Bytes),
    ];

    internal byte[] Next(byte[] document, byte[] other)
    {
        var bytes = new List<byte>(document);
        for (int i = random.Next(3); i >= 0; i--)
            Mutate(bytes, other);
        return [.. bytes];
    }

    private void Mutate(List<byte> bytes, byte[] other)
    {
        int at = random.Next(bytes.Count + 1);
        int length = Math.Min(random.Next(1, 9), bytes.Count - at);
        switch (random.Next(7))
        {
            case 0 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes.RemoveRange(at, length);
                break;
            case 2:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 3 when random.Next(4) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4 when random.Next(4) == 0:
                bytes.InsertRange(at, other);
                break;
            case 5 when length > 0:
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, Snippet());
                break;
            default:
                bytes.InsertRange(at, Snippet());
                break;
        }
    }

    private byte[] Snippet() => Snippets[random.Next(Snippets.Length)];
}
