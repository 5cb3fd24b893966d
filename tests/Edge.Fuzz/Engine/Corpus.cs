namespace Edge.Fuzz.Engine;

/// <summary>
/// The seeds in the folder <c>corpus</c>: one input a file, as its bytes; or, in a file that ends in <c>.hex</c>, as hexadecimal
/// digits with spaces and comments that begin with <c>#</c>.
/// </summary>
internal static class Corpus
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "corpus");

    /// <summary>The seeds of a target, by the names of their files; none where it has no folder.</summary>
    internal static IEnumerable<byte[]> Of(string target)
    {
        string folder = Path.Combine(Folder, target);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(Read) : [];
    }

    /// <summary>The bytes of text in hexadecimal.</summary>
    internal static byte[] FromHex(string text)
    {
        IEnumerable<string> lines = text.Split('\n').Select(line => line.Split('#')[0]);
        return Convert.FromHexString(string.Concat(string.Concat(lines).Where(c => !char.IsWhiteSpace(c))));
    }

    private static byte[] Read(string path) =>
        path.EndsWith(".hex", StringComparison.Ordinal) ? FromHex(File.ReadAllText(path)) : File.ReadAllBytes(path);
}
