namespace Edge.Tests.Wire;

/// <summary>Breaks HTTP messages in the ways that tell readers apart; the same seed breaks them the same way.</summary>
/// <param name="random">The source of all choices.</param>
/// <param name="more">What is put in besides what breaks any message.</param>
internal sealed class TwinMutations(Random random, string[] more)
{
    private readonly string[] _splinters =
    [
        .. more, "\r\n", "\n", "\r", " ", "\t", ":", ",", ";", "0", "1", "f", "\0", "\x7F", "\xE4", "+", "-", "%", ".", "x", "\"", "}", "{",
        "Content-Length: 19\r\n", "Transfer-Encoding: chunked\r\n", "Connection: close\r\n", "Connection: keep-alive\r\n", "X-A: b\r\n c\r\n",
        "HTTP/1.1", "HTTP/1.0", "HTTP/1.2",
    ];

    /// <summary>Breaks <paramref name="text"/> once or twice.</summary>
    internal string Next(string text)
    {
        for (int n = random.Next(1, 3); n > 0; n--)
            text = random.Next(3) == 0 ? MutateLines(text) : MutateBytes(text);
        return text;
    }

    /// <summary>Cuts <paramref name="text"/> where it pleases; often not at all, as most senders do.</summary>
    internal string[] Cut(string text)
    {
        var pieces = new List<string>();
        int most = random.Next(3) switch { 0 => text.Length, 1 => 200, _ => 20 };
        for (int at = 0; at < text.Length;)
        {
            int length = Math.Min(most == text.Length ? most : random.Next(1, most), text.Length - at);
            pieces.Add(text.Substring(at, length));
            at += length;
        }
        return [.. pieces];
    }

    private string MutateBytes(string text)
    {
        int at = random.Next(text.Length + 1), length = Math.Min(random.Next(4), text.Length - at);
        return random.Next(4) switch
        {
            0 => text.Remove(at, length),
            1 when length > 0 => text.Remove(at, 1).Insert(at, ((char)random.Next(256)).ToString()),
            _ => text.Insert(at, _splinters[random.Next(_splinters.Length)]),
        };
    }

    private string MutateLines(string text)
    {
        List<string> lines = [.. text.Split("\r\n")];
        int at = random.Next(lines.Count), to = random.Next(lines.Count);
        string line = lines[at];
        switch (random.Next(4))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(to, line);
                break;
            case 2:
                (lines[at], lines[to]) = (lines[to], line);
                break;
            default:
                lines.Insert(at, _splinters[random.Next(_splinters.Length)].TrimEnd());
                break;
        }
        return string.Join("\r\n", lines);
    }
}
