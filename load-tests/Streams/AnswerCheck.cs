using System.Buffers.Text;
using System.Text;

namespace Edge.LoadTests.Streams;

/// <summary>Reads one answer: status 200, and a body in chunks, whose content <see cref="EventCheck"/> judges. One thread at a time.</summary>
internal sealed class AnswerCheck
{
    private readonly LineBuffer _lines = new();
    private int _left;
    private Part _part = Part.Status;
    private string? _mistake;

    private enum Part
    {
        Status, Fields, Size, Data, AfterData, Trailer, Over,
    }

    /// <summary>What is in the body.</summary>
    internal EventCheck Body { get; } = new();

    /// <summary>Whether there is nothing to wait for: the last chunk was seen, or a mistake.</summary>
    internal bool IsOver => _part == Part.Over || Mistake is not null;

    private string? Mistake => _mistake ?? Body.Mistake;

    /// <summary>Takes what was read.</summary>
    internal void Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && Mistake is null)
        {
            if (_part == Part.Data)
            {
                int here = Math.Min(_left, bytes.Length);
                Body.Take(bytes[..here]);
                bytes = bytes[here..];
                _left -= here;
                if (_left == 0)
                    _part = Part.AfterData;
            }
            else if (_part == Part.Over)
                _mistake = "bytes behind the end";
            else if (_lines.TryTake(ref bytes, out ReadOnlySpan<byte> line))
                Line(line);
            else if (_lines.IsTooLong)
                _mistake = "a line too long";
        }
    }

    /// <summary>What is wrong with the answer if this was all of it; null for nothing.</summary>
    internal string? Verdict(int events) => Mistake ?? (_part == Part.Over, Body.IsMarked, Body.Events == events) switch
    {
        (false, _, _) => "cut before the last chunk",
        (_, false, _) => "no end mark",
        (_, _, false) => "events are missing at the end",
        _ => null,
    };

    private void Line(ReadOnlySpan<byte> line)
    {
        switch (_part)
        {
            case Part.Status when !line.StartsWith("HTTP/1.1 200"u8):
                _mistake = "status " + Encoding.ASCII.GetString(line);
                break;
            case Part.Status:
                _part = Part.Fields;
                break;
            case Part.Fields when line.IsEmpty:
                _part = Part.Size;
                break;
            case Part.Size when !Utf8Parser.TryParse(line, out _left, out int used, 'x') || used != line.Length:
                _mistake = "no chunk";
                break;
            case Part.Size:
                _part = _left == 0 ? Part.Trailer : Part.Data;
                break;
            case Part.AfterData:
                _part = Part.Size;
                break;
            case Part.Trailer when line.IsEmpty:
                _part = Part.Over;
                break;
        }
    }
}
