namespace Edge.LoadTests.Chaos.Material;

/// <summary>
/// The bytes of a body, one after another. They follow from a nonce, so that whoever knows it can make them to send them, and make them again to compare. One thread
/// at a time.
/// </summary>
internal abstract class Source
{
    /// <summary>How many bytes there are altogether.</summary>
    internal abstract long Length { get; }

    /// <summary>Writes the next bytes; returns how many: fewer than <paramref name="to"/> takes only at the end.</summary>
    internal abstract int Read(Span<byte> to);
}
