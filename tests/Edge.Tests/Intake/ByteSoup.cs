using Edge.Intake;

namespace Edge.Tests.Intake;

/// <summary>Bodies whose nested part is no JSON, but has much of what a scanner reacts to, near or at the limits.</summary>
internal static class ByteSoup
{
    private static readonly string[] Alphabets =
    [
        "\"\\[]{}",
        "\"\\[]{}aaaaaaaa,: ",
        "\"\\aaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "[]{}aaaa",
        "[]\\\"}",
        "\"\"\"[[{]]]]\\\\",
    ];

    /// <summary>One body; mostly a value that ends somewhere, with a <c>model</c> behind what the soup leaves open.</summary>
    internal static byte[] Next(Random random)
    {
        string open = random.Next(20) == 0 ? new string('[', ModelScanner.MaxDepth - random.Next(30)) : new string('{', random.Next(1, 6));
        var body = new List<byte>(Scan.Bytes("{\"x\":" + (random.Next(5) == 0 ? "\"" : open)));
        while (random.Next(8) > 0)
        {
            string alphabet = Alphabets[random.Next(Alphabets.Length)];
            for (int i = random.Next(120); i > 0; i--)
                body.Add((byte)alphabet[random.Next(alphabet.Length)]);
        }
        string end = random.Next(3) == 0 ? "\"" : "";
        body.AddRange(Scan.Bytes(end + new string(']', random.Next(12)) + ",\"model\":\"gpt\"}"));
        return [.. body];
    }
}
