using System.Text;

namespace Edge.Access;

/// <summary>
/// What hashes of keys are made under, one secret for the whole fleet: who sees hashes alone, as in a store or a backup of it, cannot even check a
/// guess.
/// </summary>
internal static class KeySecret
{
    /// <summary>The environment variable that has it.</summary>
    internal const string Variable = "EDGE_KEY_SECRET";

    /// <summary>Least length in bytes: what a random secret of 128 bits has in hexadecimal.</summary>
    private const int MinLength = 32;

    /// <summary>The secret's bytes; null where there is none, or none that will do: then <paramref name="problem"/> says for people what is wrong.</summary>
    internal static byte[]? Read(Func<string, string?> environment, out string? problem)
    {
        problem = null;
        // A variable from a file often ends in a line break.
        string? text = environment(Variable)?.TrimEnd('\r', '\n');
        if (string.IsNullOrEmpty(text))
            return null;
        byte[] secret = Encoding.UTF8.GetBytes(text);
        if (secret.Length >= MinLength)
            return secret;
        problem = $"{Variable} has {secret.Length} bytes where {MinLength} are the least; make one with: openssl rand -hex 32";
        return null;
    }
}
