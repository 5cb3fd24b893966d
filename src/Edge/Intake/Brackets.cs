using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace Edge.Intake;

/// <summary>Follows the depth of a value through the brackets of 64 bytes, both kinds counted together. The lowest bit is the first byte.</summary>
internal static class Brackets
{
    /// <summary>
    /// Finds the bracket that ends the value; 0 if there is none. The closing bracket it is must be the one whose number is that of all open
    /// before it: begin with those open at first, add what opens before the one so numbered, and number again.
    /// </summary>
    /// <param name="opening">Opening brackets outside of strings.</param>
    /// <param name="closing">Closing brackets outside of strings.</param>
    /// <param name="depth">How many are open before the first byte; at least 1.</param>
    internal static ulong End(ulong opening, ulong closing, int depth)
    {
        int number = 0;
        int open = depth;
        ulong end = 0;
        while (open != number && open <= BitOperations.PopCount(closing))
        {
            number = open;
            end = Nth(closing, number);
            open = depth + BitOperations.PopCount(opening & (end - 1));
        }
        return open == number ? end : 0;
    }

    private static ulong Nth(ulong bits, int number) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.ParallelBitDeposit(1UL << (number - 1), bits) : NthByClearing(bits, number);

    /// <summary>The <paramref name="number"/>th set bit, from 1 to as many as there are, where no instruction finds it.</summary>
    internal static ulong NthByClearing(ulong bits, int number)
    {
        for (; number > 1; number--)
            bits &= bits - 1;
        return bits & (0 - bits);
    }
}
