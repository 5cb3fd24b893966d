using System.Buffers.Binary;
using Edge.Access;

namespace Edge.Tests.Access;

/// <summary>SipHash-2-4 with 128 bits, against the vectors of its authors (key and input count up from 0).</summary>
public sealed class KeyDigestTests
{
    [Theory]
    [InlineData(0, "A3817F04BA25A8E66DF67214C7550293")]
    [InlineData(1, "DA87C1D86B99AF44347659119B22FC45")]
    [InlineData(2, "8177228DA4A45DC7FCA38BDEF60AFFE4")]
    public void It_agrees_with_the_reference(int length, string expected) => Hex(Of(Up(length))).ShouldBe(expected);

    [Fact]
    public void Every_bit_and_the_length_count()
    {
        var seen = new HashSet<(ulong, ulong)>();
        for (int length = 0; length <= 40; length++)
        {
            byte[] bytes = new byte[length];
            seen.Add(Of(bytes)).ShouldBeTrue();
            for (int bit = 0; bit < length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                seen.Add(Of(bytes)).ShouldBeTrue($"bit {bit} of {length} bytes");
                bytes[bit / 8] = 0;
            }
        }
    }

    [Fact]
    public void Another_secret_gives_another_digest()
    {
        new KeyDigest(1, 2).Of("k"u8).ShouldNotBe(new KeyDigest(1, 3).Of("k"u8));
        new KeyDigest(1, 2).Of("k"u8).ShouldNotBe(new KeyDigest(2, 2).Of("k"u8));
    }

    private static (ulong Low, ulong High) Of(byte[] bytes)
    {
        byte[] secret = Up(16);
        return new KeyDigest(BinaryPrimitives.ReadUInt64LittleEndian(secret), BinaryPrimitives.ReadUInt64LittleEndian(secret.AsSpan(8))).Of(bytes);
    }

    private static byte[] Up(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)i)];

    private static string Hex((ulong Low, ulong High) digest)
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, digest.Low);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), digest.High);
        return Convert.ToHexString(bytes);
    }
}
