using System.Security.Cryptography;
using Edge.Tests.Shared;

namespace Edge.Fuzz.Engine;

/// <summary>The folder that finds are written to.</summary>
internal sealed class FindStore(string folder)
{
    /// <summary>In the source tree, where git ignores it.</summary>
    internal static string DefaultFolder => Path.Combine(Repository.Root, "tests", "Edge.Fuzz", "finds");

    /// <summary>Writes the input of a find under a name made of its bytes; returns the path.</summary>
    internal string Save(string target, Find find)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, $"{target}-{Convert.ToHexStringLower(SHA256.HashData(find.Input).AsSpan(0, 6))}");
        File.WriteAllBytes(path, find.Input);
        return path;
    }
}
