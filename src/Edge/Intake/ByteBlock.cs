namespace Edge.Intake;

/// <summary>The sizes that all <see cref="IByteBlock{TSelf}"/> share.</summary>
internal static class ByteBlock
{
    /// <summary>Bytes of a block: one for each bit of a mask.</summary>
    internal const int Length = 64;

    /// <summary>Bytes looked at in one go inside a long string: one test and one branch for four blocks.</summary>
    internal const int StrideLength = 4 * Length;

    /// <summary>What tells <c>{</c> from <c>[</c>, and <c>}</c> from <c>]</c>.</summary>
    internal const byte BracketBit = 0x20;
}
