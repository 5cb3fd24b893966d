using System.Security.Cryptography;

namespace NATS.Client.Core.Dispatch;

/// <summary>Makes subjects that nobody else uses.</summary>
internal static class Inbox
{
    // 22 characters of 62 are 131 random bits: no two will ever be the same.
    private const int Length = 22;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>A new subject below a prefix, which may be empty.</summary>
    internal static string New(string prefix)
    {
        string unique = RandomNumberGenerator.GetString(Alphabet, Length);
        return prefix.Length == 0 ? unique : $"{prefix}.{unique}";
    }
}
