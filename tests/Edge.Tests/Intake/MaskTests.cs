using System.Numerics;
using Edge.Intake;

namespace Edge.Tests.Intake;

/// <summary>The arithmetic on masks says what a walk over their bits says.</summary>
public sealed class MaskTests
{
    private const int Rounds = 50_000;
    private readonly Random _random = new(4);

    [Fact]
    public void What_a_backslash_escapes_is_found_with_and_without_a_carry()
    {
        for (int i = 0; i < Rounds; i++)
        {
            ulong backslashes = Bits();
            ulong carry = (ulong)_random.Next(2);
            (ulong expected, bool escaped) = (0, carry != 0);
            for (int bit = 0; bit < 64; bit++)
            {
                expected |= escaped ? 1UL << bit : 0;
                escaped = !escaped && (backslashes >> bit & 1) != 0;
            }
            (BitMask.Escaped(backslashes, ref carry), carry).ShouldBe((expected, escaped ? 1UL : 0));
        }
    }

    [Fact]
    public void Parity_is_that_of_all_bits_below()
    {
        for (int i = 0; i < Rounds; i++)
        {
            ulong bits = Bits();
            ulong expected = 0;
            for (int bit = 0; bit < 64; bit++)
                expected |= (ulong)(BitOperations.PopCount(bits << (63 - bit)) & 1) << bit;
            (BitMask.PrefixParity(bits), BitMask.PrefixParityByShifts(bits)).ShouldBe((expected, expected));
        }
    }

    [Fact]
    public void The_bracket_that_ends_a_value_is_the_first_to_leave_none_open()
    {
        for (int i = 0; i < Rounds; i++)
        {
            ulong opening = Bits();
            ulong closing = Bits() & ~opening;
            int depth = _random.Next(1, _random.Next(4) == 0 ? 999 : 8);
            int open = depth;
            ulong expected = 0;
            for (int bit = 0; bit < 64 && expected == 0; bit++)
            {
                open += (int)(opening >> bit & 1) - (int)(closing >> bit & 1);
                expected = open == 0 ? 1UL << bit : 0;
            }
            Brackets.End(opening, closing, depth).ShouldBe(expected);
        }
    }

    [Fact]
    public void The_nth_bit_is_found_by_clearing_those_below()
    {
        for (int i = 0; i < Rounds; i++)
        {
            ulong bits = Bits();
            for (int number = 1; number <= BitOperations.PopCount(bits); number++)
            {
                ulong bit = Brackets.NthByClearing(bits, number);
                (BitOperations.PopCount(bit), bits & bit, BitOperations.PopCount(bits & (bit - 1))).ShouldBe((1, bit, number - 1));
            }
        }
    }

    /// <summary>Few bits, many, or runs of them.</summary>
    private ulong Bits()
    {
        ulong bits = (ulong)_random.NextInt64() ^ ((ulong)_random.NextInt64() << 1);
        return _random.Next(4) switch
        {
            0 => bits & (ulong)_random.NextInt64() & (ulong)_random.NextInt64(),
            1 => bits | (ulong)_random.NextInt64() | (1UL << 63),
            2 => ulong.MaxValue << _random.Next(64) >> _random.Next(64),
            _ => bits,
        };
    }
}
