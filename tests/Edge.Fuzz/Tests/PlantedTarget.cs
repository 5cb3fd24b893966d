using Edge.Fuzz.Engine;

namespace Edge.Fuzz.Tests;

/// <summary>A target that does what a test says.</summary>
internal sealed class PlantedTarget(PlantedTarget.Reader reader) : FuzzTarget
{
    private readonly Cuts _cuts = new();

    /// <summary>What is wrong with the reading of an input that is cut so, or null.</summary>
    internal delegate string? Reader(byte[] input, ReadOnlySpan<int> cuts);

    /// <inheritdoc/>
    internal override string Name => "planted";

    /// <inheritdoc/>
    internal override Vocabulary Words { get; } = new(Vocabulary.Bytes("a", "b", "{", "}", "\n"), (byte)'\n', MostBytes: 200);

    /// <inheritdoc/>
    internal override IEnumerable<byte[]> Seeds => Vocabulary.Bytes("a{b}", "a\nb\n");

    /// <inheritdoc/>
    internal override string? Check(byte[] input, Dice dice) => reader(input, _cuts.Next(dice, input.Length));
}
