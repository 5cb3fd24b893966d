using System.Numerics;
using ConfigSync.Snapshots;

namespace ConfigSync.Tests.Snapshots;

public class NameHashTests
{
    [Fact]
    public void The_same_bytes_hash_alike_wherever_they_lie()
    {
        byte[] text = [.. Enumerable.Range(0, 200).Select(i => (byte)(i * 7))];
        for (int length = 0; length <= 100; length++)
        {
            byte[] name = text[..length];
            ulong hash = NameHash.Of(name);
            for (int at = 1; at < 10; at++)
            {
                byte[] elsewhere = [.. new byte[at], .. name, 1, 2, 3];
                NameHash.Of(elsewhere.AsSpan(at, length)).ShouldBe(hash);
            }
        }
    }

    [Fact]
    public void Every_bit_of_a_name_of_any_length_changes_about_half_of_the_hash()
    {
        // Beyond 40 bytes the loop goes round once more, and that is all.
        for (int length = 1; length <= 40; length++)
        {
            byte[] name = [.. Enumerable.Range(0, length).Select(i => (byte)(i + length))];
            ulong hash = NameHash.Of(name);
            for (int bit = 0; bit < 8 * length; bit++)
            {
                name[bit / 8] ^= (byte)(1 << (bit % 8));
                // Of 64 bits fewer than 6 change by chance once in 10^12.
                int changed = BitOperations.PopCount(NameHash.Of(name) ^ hash);
                if (changed is < 6 or > 58)
                    throw new InvalidOperationException($"bit {bit} of {length} bytes changes {changed}");
                name[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Fact]
    public void Names_of_one_repeated_byte_are_told_apart_by_their_length() =>
        Enumerable.Range(0, 300).SelectMany(length => new[] { new byte[length], [.. Enumerable.Repeat((byte)'a', length)] })
            .Select(name => NameHash.Of(name)).Distinct().Count().ShouldBe(599, "the empty name was there twice");

    [Fact]
    public void Numbered_names_spread_evenly_over_leading_and_trailing_bits()
    {
        const int Names = 100_000, Bins = 256;
        var leading = new int[Bins];
        var trailing = new int[Bins];
        for (int i = 0; i < Names; i++)
        {
            ulong hash = NameHash.Of(System.Text.Encoding.UTF8.GetBytes($"accounts/default/routers/r{i}"));
            leading[hash >> 56]++;
            trailing[hash & 0xFF]++;
        }

        // 391 a bin with a deviation of 20: seven of them are once in 10^11.
        leading.ShouldAllBe(count => count > 250 && count < 530);
        trailing.ShouldAllBe(count => count > 250 && count < 530);
    }
}
