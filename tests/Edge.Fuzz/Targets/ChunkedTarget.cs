using Edge.Fuzz.Engine;
using Edge.Tests.Http1;

namespace Edge.Fuzz.Targets;

/// <summary>
/// The reader that takes the chunk framing off bodies of requests and answers: it reads what the oracle reads, and the same however
/// the input is cut.
/// </summary>
/// <param name="oracle">The grammar.</param>
internal sealed class ChunkedTarget(Func<byte[], ChunkReading> oracle) : FuzzTarget
{
    internal const string Title = "chunked";

    private readonly Cuts _cuts = new();

    /// <summary>With the grammar as it is.</summary>
    internal ChunkedTarget()
        : this(ChunkOracle.Read)
    {
    }

    /// <inheritdoc/>
    internal override string Name => Title;

    /// <inheritdoc/>
    internal override Vocabulary Words { get; } = new(
        Vocabulary.Bytes(
            "\r\n", "\r", "\n", "0\r\n", "0\r\n\r\n", "1\r\na\r\n", "5\r\nhello\r\n", "A\r\n0123456789\r\n", ";", ";a=b", ";a=\"b\"", " ;a", "\t", " ", ":", "a: b\r\n",
            "\0", "\x7F", "\xFF", "+", "-", "0x", "g", "00000000000000", "4000000000000000\r\n", "4000000000000001\r\n", "FFFFFFFFFFFFFFFFF", new string('x', 250),
            "Content-Length: 5\r\n", " folded\r\n", "0\r\na: b\r\n\r\n", "10\r\n0123456789abcdef\r\n"),
        (byte)'\n');

    /// <inheritdoc/>
    internal override string? Check(byte[] input, Dice dice)
    {
        ChunkReading whole = ChunkReading.Of(input, []);
        ChunkReading expected = oracle(input);
        Outcome = Labels.Join((int)whole.Step, Labels.Of(whole.Error), Math.Min(whole.Body.Length, 40) / 8, Math.Min(whole.LeftOver, 2));
        if (whole with { Error = null } != expected)
            return $"{whole}, the grammar says {expected}";
        ChunkReading cut = ChunkReading.Of(input, _cuts.Next(dice, input.Length));
        return cut == whole ? null : $"{whole}, but {cut} when it is cut";
    }
}
