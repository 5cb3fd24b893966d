using System.Security.Cryptography;

namespace Edge.Control.Api;

/// <summary>Ids for those who name none (specs/fireworks.md, Routers).</summary>
internal static class RandomId
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private const int Length = 8;

    /// <summary>One of 8 letters and digits, a letter first.</summary>
    internal static string Make() => RandomNumberGenerator.GetString(Letters, 1) + RandomNumberGenerator.GetString(Letters + "0123456789", Length - 1);
}
