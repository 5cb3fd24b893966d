using System.Text;

namespace ConfigSync.Tests.Resources;

/// <summary>Changes documents at random: other bytes, pieces taken out, doubled or put in.</summary>
internal static class Mutator
{
    /// <summary>What documents are changed with.</summary>
    internal static readonly string[] Pieces =
        ["{", "}", "[", "]", ",", ":", "\"", "null", "true", "0", "-1", "1e999", "\"\"", "\"off\"", "\"${env:KEY}\"", "\"${env:NOPE}\"", "\\", "\n", "/*", "//", "\u00e9", "\"a\"", "{}", "[]", "\\uD800", "\0", "\"id\":", "\"99999999h\"", "99999999999999999999", "\"..\"", "\"[[::1]]:1\""];

    /// <summary><paramref name="document"/> with one to five changes.</summary>
    internal static byte[] Mutate(byte[] document, Random random)
    {
        var changed = new List<byte>(document);
        for (int edits = random.Next(1, 6); edits > 0; edits--)
            Mutate(changed, random);
        return [.. changed];
    }

    private static void Mutate(List<byte> document, Random random)
    {
        int at = random.Next(document.Count);
        int length = random.Next(1, Math.Min(40, document.Count - at + 1));
        switch (random.Next(4))
        {
            case 0: document[at] = (byte)random.Next(256); break;
            case 1: document.RemoveRange(at, length); break;
            case 2: document.InsertRange(at, document.GetRange(random.Next(document.Count - length), length)); break;
            default: document.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)])); break;
        }
    }
}
