using System.Buffers;
using System.Text.Json;
using Edge.Faults;
using Edge.Telemetry.Records;

namespace Edge.Telemetry.AccessLog;

/// <summary>The members of a line that say how a request ended, written once for all that ended the same way. One thread at a time.</summary>
internal sealed class EndingPieces
{
    private const int MostPieces = 4096;
    private readonly Dictionary<Ending, byte[]> _pieces = [];
    private Ending _last;
    private byte[] _lastPiece = Write(default);

    /// <summary>The members with the end of <paramref name="record"/>, a comma in front of each.</summary>
    internal ReadOnlySpan<byte> Of(in RequestRecord record)
    {
        var ending = new Ending(record.Status, record.Outcome, record.Fault, record.Stage, record.Attempts, record.IsStream);
        // Most end as the one before did.
        if (ending != _last)
            (_last, _lastPiece) = (ending, Find(ending));
        return _lastPiece;
    }

    private byte[] Find(Ending ending)
    {
        if (_pieces.TryGetValue(ending, out byte[]? piece))
            return piece;
        if (_pieces.Count >= MostPieces)
            _pieces.Clear();
        return _pieces[ending] = Write(ending);
    }

    private static byte[] Write(Ending ending)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("status"u8, ending.Status);
            json.WriteString("outcome"u8, ending.Outcome.Word());
            if (ending.Fault != FaultKind.None)
            {
                json.WriteString("fault"u8, FaultTable.Of(ending.Fault).Code);
                json.WriteString("side"u8, FaultSides.Word(FaultTable.Of(ending.Fault).Side));
                json.WriteString("stage"u8, ending.Stage.Word());
            }
            json.WriteNumber("attempts"u8, ending.Attempts);
            if (ending.IsStream)
                json.WriteBoolean("stream"u8, true);
            json.WriteEndObject();
        }
        // Its braces are the line's; the first of them makes room for the comma.
        byte[] piece = output.WrittenSpan[..^1].ToArray();
        piece[0] = (byte)',';
        return piece;
    }

    private readonly record struct Ending(short Status, RequestOutcome Outcome, FaultKind Fault, RequestStage Stage, byte Attempts, bool IsStream);
}
