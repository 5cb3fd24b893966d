using System.Runtime.InteropServices;

namespace ConfigSync.Snapshots;

/// <summary>
/// 64 random bits from the operating system, for seeds of hashes and draws. Not through <c>System.Security.Cryptography</c>,
/// whose library takes 5 ms to load at the start. Safe from any thread.
/// </summary>
public static class Seed
{
    /// <summary>The next 64 bits.</summary>
    public static ulong Next()
    {
        // A GUID of version 4 has 122 random bits. Its two halves on each other have 64: where one has a fixed bit, the other has not.
        Guid random = Guid.NewGuid();
        ReadOnlySpan<ulong> halves = MemoryMarshal.Cast<Guid, ulong>(MemoryMarshal.CreateReadOnlySpan(ref random, 1));
        return halves[0] ^ halves[1];
    }
}
