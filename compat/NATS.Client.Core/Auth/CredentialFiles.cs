namespace NATS.Client.Core.Auth;

/// <summary>Reads the files that hold secrets.</summary>
internal static class CredentialFiles
{
    private const string JwtMark = "-----BEGIN NATS USER JWT-----";
    private const string SeedMark = "-----BEGIN USER NKEY SEED-----";

    /// <summary>JWT and seed of a credentials file.</summary>
    /// <exception cref="NatsException">The file cannot be read or lacks one of them.</exception>
    internal static (string Jwt, string Seed) ReadCreds(string path) => ParseCreds(ReadAll(path));

    /// <summary>JWT and seed of the text of a credentials file: each is the line after its mark.</summary>
    /// <exception cref="NatsException">One of them is missing.</exception>
    internal static (string Jwt, string Seed) ParseCreds(string text)
    {
        string[] lines = Lines(text);
        string jwt = After(lines, JwtMark) ?? throw new NatsException("The credentials hold no JWT");
        string seed = After(lines, SeedMark) ?? throw new NatsException("The credentials hold no seed");
        return (jwt, seed);
    }

    /// <summary>Seed and public key of a file that holds both, a line each.</summary>
    /// <exception cref="NatsException">The file cannot be read or lacks one of them.</exception>
    internal static (string Seed, string NKey) ReadNKey(string path)
    {
        string[] lines = Lines(ReadAll(path));
        string seed = Array.FindLast(lines, line => line.StartsWith("SU", StringComparison.Ordinal)) ?? throw new NatsException($"'{path}' holds no seed");
        string key = Array.FindLast(lines, line => line.StartsWith('U')) ?? throw new NatsException($"'{path}' holds no public key");
        return (seed, key);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string? After(string[] lines, string mark)
    {
        int at = Array.FindIndex(lines, line => line.StartsWith(mark, StringComparison.Ordinal));
        return at < 0 || at + 1 >= lines.Length ? null : lines[at + 1];
    }

    private static string ReadAll(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new NatsException($"Cannot read '{path}': {exception.Message}", exception);
        }
    }
}
