using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ConfigSync.Snapshots;

/// <summary>
/// A 64-bit hash of short byte strings, keyed anew in each process: tenants choose names, and must not be able to choose ones that
/// fall together. Its step is the folded product of two 64-bit words, each mixed with a secret before. Allocates nothing.
/// </summary>
internal static class NameHash
{
    private const int Word = sizeof(ulong), Step = 2 * Word;
    private static readonly ulong Start = Seed.Next(), First = Seed.Next(), Second = Seed.Next(), Third = Seed.Next();

    /// <summary>The hash of <paramref name="name"/>, for the life of this process.</summary>
    internal static ulong Of(ReadOnlySpan<byte> name)
    {
        ulong state = Start, a, b;
        if (name.Length > Step)
        {
            ReadOnlySpan<byte> rest = name;
            for (; rest.Length > Step; rest = rest[Step..])
                state = Fold(Read(rest) ^ First, Read(rest[Word..]) ^ state);
            // The last two words, whether or not they overlap what was read before.
            a = Read(name[^Step..]);
            b = Read(name[^Word..]);
        }
        else
        {
            (a, b) = Short(name);
        }
        // Short names of different lengths may read as the same words, so the length goes in as well.
        ulong high = Math.BigMul(a ^ Second, b ^ state, out ulong low);
        return Fold(low ^ First ^ (ulong)name.Length, high ^ Third);
    }

    /// <summary>Two words that hold every byte of at most 16.</summary>
    private static (ulong A, ulong B) Short(ReadOnlySpan<byte> name) => name.Length switch
    {
        >= Word => (Read(name), Read(name[^Word..])),
        >= sizeof(uint) => (MemoryMarshal.Read<uint>(name), MemoryMarshal.Read<uint>(name[^sizeof(uint)..])),
        > 0 => (((ulong)name[0] << 16) | ((ulong)name[name.Length >> 1] << 8) | name[^1], 0),
        _ => (0, 0),
    };

    private static ulong Read(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<ulong>(bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }
}
