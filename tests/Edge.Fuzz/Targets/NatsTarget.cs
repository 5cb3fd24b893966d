using System.IO.Pipelines;
using Edge.Fuzz.Engine;
using NATS.Client.Core;
using NATS.Client.Core.Protocol;
using NATS.Client.Core.Tests.Protocol;
using NATS.Client.Core.Wire;

namespace Edge.Fuzz.Targets;

/// <summary>
/// The reader of what a NATS server sends: it reads what a slow parser reads, in memory and off a connection, the same however the
/// input is cut, and ends in nothing but its two errors. Headers and INFO are read as well.
/// </summary>
/// <param name="oracle">The slow parser.</param>
internal sealed class NatsTarget(Func<int, byte[], string> oracle) : FuzzTarget
{
    internal const string Title = "nats";

    private const int MaxPayload = 2000;

    // A byte at a time costs the square of the length.
    private const int BytewiseBytes = 200;

    private readonly Cuts _cuts = new();

    /// <summary>With the slow parser of the tests.</summary>
    internal NatsTarget()
        : this(SlowParser.Say)
    {
    }

    /// <inheritdoc/>
    internal override string Name => Title;

    /// <inheritdoc/>
    internal override Vocabulary Words { get; } = new(
        Vocabulary.Bytes(
            "\r\n", "\n", "\r", " ", "\t", "PING\r\n", "PONG\r\n", "+OK\r\n", "-ERR", "-ERR 'x'\r\n", "INFO ", "INFO {}\r\n", "MSG ", "HMSG ", "MSG a 1 0\r\n\r\n", "MSG a 1 5\r\nhello\r\n",
            "HMSG a 1 12 12\r\nNATS/1.0\r\n\r\n\r\n", "NATS/1.0", "NATS/1.0\r\n", "NATS/1.0 503\r\n\r\n", "A: b\r\n", "A:\r\n", ": ", "503", "408 Request Timeout", "2000", "2001", "-1", "'", "{", "}", "null",
            "\"connect_urls\":[", "\"port\":1e3", "\"server_id\":null", "\xFF", "\0", "\\uD800", "12", "17"),
        (byte)'\n', MostBytes: 8_000);

    /// <inheritdoc/>
    internal override string? Check(byte[] input, Dice dice)
    {
        string said = Said.ByParser(MaxPayload, input), expected = oracle(MaxPayload, input);
        Outcome = Labels.Join(Labels.Of(said[(said.LastIndexOf('\n') + 1)..]), Math.Min(said.Count(c => c == '\n'), 12));
        if (said != expected)
            return $"{said}\nnot what the slow parser says:\n{expected}";
        ReadOnlySpan<int> cuts = _cuts.Next(dice, input.Length);
        string cut = Said.ByParser(MaxPayload, Pieces(input, cuts));
        if (cut != said)
            return $"{said}\nbut when it is cut\n{cut}";
        if (input.Length <= BytewiseBytes && dice.OneIn(8) && Said.ByParserBytewise(MaxPayload, input) is var bytewise && bytewise != said)
            return $"{said}\nbut a byte at a time\n{bytewise}";
        return ByConnection(input, cuts, said);
    }

    private static ReadOnlyMemory<byte>[] Pieces(byte[] input, ReadOnlySpan<int> cuts)
    {
        var pieces = new ReadOnlyMemory<byte>[cuts.Length + 1];
        for (int i = 0; i <= cuts.Length; i++)
        {
            int start = i == 0 ? 0 : cuts[i - 1];
            pieces[i] = input.AsMemory(start, (i == cuts.Length ? input.Length : cuts[i]) - start);
        }
        return pieces;
    }

    // Everything is there at once, so nothing waits: what is not done has hung.
    private static string? ByConnection(byte[] input, ReadOnlySpan<int> cuts, string said)
    {
        var handler = new NatsFrameChecks();
        var reader = PipeReader.Create(new PieceStream(input, cuts));
        Task pump = FramePump.RunAsync(reader, new FrameParser(MaxPayload), handler, CancellationToken.None);
        if (!pump.IsCompleted)
            return "the connection is still read, though it has ended";
        reader.Complete();
        string? end = pump.Exception?.InnerException switch
        {
            NatsProtocolViolationException => nameof(FrameStatus.Malformed),
            EndOfStreamException => nameof(FrameStatus.Incomplete),
            _ => pump.Exception?.InnerException?.ToString(),
        };
        bool same = said.StartsWith($"{handler.Commands}{end} at ", StringComparison.Ordinal);
        return handler.Wrong ?? (same ? null : $"{said}\nbut off a connection\n{handler.Commands}{end}");
    }
}
