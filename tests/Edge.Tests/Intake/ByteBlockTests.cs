using Edge.Intake;

namespace Edge.Tests.Intake;

public sealed class ByteBlockTests
{
    [Fact]
    public void Every_byte_is_told_at_every_place()
    {
        Tell<ByteBlock128>();
        Tell<ByteBlock256>();
        Tell<ByteBlock512>();
    }

    [Fact]
    public void A_stride_is_plain_unless_a_quote_or_backslash_is_anywhere_in_it()
    {
        Stride<ByteBlock128>();
        Stride<ByteBlock256>();
        Stride<ByteBlock512>();
    }

    private static void Tell<TBlock>()
        where TBlock : struct, IByteBlock<TBlock>
    {
        byte[] bytes = new byte[1 + ByteBlock.Length];
        for (int at = 0; at < ByteBlock.Length; at++)
        {
            for (int b = 0; b < 256; b++)
            {
                bytes[at + 1] = (byte)b;
                var block = TBlock.Load(in bytes[0], 1);
                ulong bit = 1UL << at;
                (block.Quotes, block.Backslashes, block.Opening, block.Closing)
                    .ShouldBe((b == '"' ? bit : 0, b == '\\' ? bit : 0, b is '{' or '[' ? bit : 0, b is '}' or ']' ? bit : 0));
            }
            bytes[at + 1] = 0;
        }
    }

    private static void Stride<TBlock>()
        where TBlock : struct, IByteBlock<TBlock>
    {
        byte[] bytes = [(byte)'"', .. Enumerable.Repeat((byte)'a', ByteBlock.StrideLength), (byte)'\\'];
        TBlock.IsStridePlain(in bytes[0], 1).ShouldBeTrue();
        for (int at = 1; at <= ByteBlock.StrideLength; at++)
        {
            foreach (byte b in "\"\\[ "u8)
            {
                bytes[at] = b;
                TBlock.IsStridePlain(in bytes[0], 1).ShouldBe(b is (byte)'[' or (byte)' ');
            }
            bytes[at] = (byte)'a';
        }
    }
}
