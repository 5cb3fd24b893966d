using Edge.Forwarding;
using Edge.Fuzz.Engine;
using Edge.Tests.Forwarding;

namespace Edge.Fuzz.Targets;

/// <summary>The watch on event streams: it sees the marks and boundaries that the oracle sees, and the same however the input is cut.</summary>
/// <param name="oracle">The grammar.</param>
internal sealed class EventsTarget(Func<EndMark, byte[], (bool Mark, bool Boundary)> oracle) : FuzzTarget
{
    internal const string Title = "events";

    private readonly Cuts _cuts = new();

    /// <summary>With the grammar as it is.</summary>
    internal EventsTarget()
        : this(EventStreamOracle.Read)
    {
    }

    /// <inheritdoc/>
    internal override string Name => Title;

    /// <inheritdoc/>
    internal override Vocabulary Words { get; } = new(
        Vocabulary.Bytes([.. EventStreams.Splinters, "event: message_stop\n", "event: response.completed\r\n", "id: 1\n", ": ping\n\n", "data:{\"error\" : 1}\n", "\"type\"", "}"]),
        (byte)'\n');

    /// <inheritdoc/>
    internal override IEnumerable<byte[]> Seeds => Vocabulary.Bytes(EventStreams.All);

    /// <inheritdoc/>
    internal override string? Check(byte[] input, Dice dice)
    {
        var mark = (EndMark)dice.Next(4);
        (bool Mark, bool Boundary) whole = EventStreams.Read(mark, input), expected = oracle(mark, input);
        Outcome = Labels.Join((int)mark, whole.Mark ? 1 : 0, whole.Boundary ? 1 : 0, Math.Min(input.AsSpan().Count((byte)'\n'), 8));
        if (whole != expected)
            return $"{mark}: {whole}, the grammar says {expected}";
        (bool Mark, bool Boundary) cut = EventStreams.Read(mark, input, _cuts.Next(dice, input.Length));
        return cut == whole ? null : $"{mark}: {whole}, but {cut} when it is cut";
    }
}
