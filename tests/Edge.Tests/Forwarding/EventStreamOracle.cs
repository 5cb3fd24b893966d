using System.Text;
using System.Text.RegularExpressions;
using Edge.Forwarding;

namespace Edge.Tests.Forwarding;

/// <summary>The event stream rules over the whole body at once, as a list of lines and regular expressions.</summary>
internal static partial class EventStreamOracle
{
    /// <summary>Whether the mark was seen in <paramref name="body"/>, and whether it stops at a boundary.</summary>
    internal static (bool Mark, bool Boundary) Read(EndMark mark, byte[] body)
    {
        string text = Encoding.Latin1.GetString(body).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        string[] lines = [.. text.Split('\n').Select(l => l[..Math.Min(l.Length, EventStreamTracker.LineBytes)])];
        if (lines.Length > 1 && lines[0].StartsWith("\xEF\xBB\xBF", StringComparison.Ordinal))
            lines[0] = lines[0][3..];

        bool seen = mark == EndMark.None, named = false, inData = false;
        foreach (string line in lines[..^1])
        {
            (string field, string value) = Split(line);
            if (line.Length == 0)
                (seen, named, inData) = (seen || named, false, false);
            else if (field == "event")
                named = IsEnd(mark, value);
            else if (field == "data")
                (seen, inData) = (seen || named || (!inData && IsEndData(mark, value)), true);
        }
        return (seen, lines[^1].Length == 0 && (lines.Length == 1 || lines[^2].Length == 0));
    }

    private static (string Field, string Value) Split(string line)
    {
        string[] parts = line.Split(':', 2);
        string value = parts.Length == 1 ? "" : parts[1];
        return (parts[0], value.StartsWith(' ') ? value[1..] : value);
    }

    private static bool IsEnd(EndMark mark, string name) => name == "error" || (mark, name) is
        (EndMark.ResponseEvents, "response.completed" or "response.incomplete" or "response.failed") or (EndMark.MessageStop, "message_stop");

    private static bool IsEndData(EndMark mark, string data)
    {
        if (mark == EndMark.Done && data.Trim(' ', '\t') == "[DONE]")
            return true;
        if (ErrorPattern().IsMatch(data))
            return true;
        Match type = TypePattern().Match(data);
        return mark is EndMark.ResponseEvents or EndMark.MessageStop && type.Success && IsEnd(mark, type.Groups[1].Value);
    }

    [GeneratedRegex(@"\A[ \t]*\{[ \t]*""error""[ \t]*:(?>[ \t]*)(?!null)[^ \t]")]
    private static partial Regex ErrorPattern();

    [GeneratedRegex(@"\A[ \t]*\{[ \t]*""type""[ \t]*:[ \t]*""([^""]*)""")]
    private static partial Regex TypePattern();
}
