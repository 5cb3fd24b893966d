using System.Globalization;
using System.Text;

namespace Edge.Tests.Wire;

/// <summary>
/// One HTTP/1.1 message as it was received, read the slow way: what comparisons need of it. What differs by nature (dates, ids
/// made up, ports, framing) is left out or made the same.
/// </summary>
/// <param name="Line">The first line.</param>
/// <param name="Fields">Names in lower case with their values, sorted by name; those of one name in the order they came.</param>
/// <param name="Body">The content, without framing.</param>
/// <param name="IsWhole">Whether the message ended as its framing says.</param>
internal sealed record TwinMessage(string Line, string Fields, string Body, bool IsWhole)
{
    private const string EmptyLine = "\r\n\r\n";
    private static readonly HashSet<string> Left = ["date", "host", "content-length", "transfer-encoding", "keep-alive"];

    /// <summary>The status of an answer.</summary>
    internal int Status => int.Parse(Line.AsSpan(9, 3), CultureInfo.InvariantCulture);

    /// <summary>Whether it says that it is the last one on its connection.</summary>
    internal bool Closes => Fields.Contains("connection: close\n", StringComparison.Ordinal);

    /// <summary>
    /// Takes the first message off <paramref name="text"/>. Null when there is none yet, or no whole one and more may come: then
    /// nothing is taken. Once <paramref name="ended"/>, what there is is a message.
    /// </summary>
    internal static TwinMessage? Take(StringBuilder text, bool ended, bool isAnswer)
    {
        string all = text.ToString();
        int end = all.IndexOf(EmptyLine, StringComparison.Ordinal);
        if (end < 0)
            return null;
        string[] lines = all[..end].Split("\r\n");
        int at = end + EmptyLine.Length;
        (string body, bool whole) = TakeBody(lines, all, ref at, isAnswer);
        if (!whole && !ended)
            return null;
        text.Remove(0, at);
        return new TwinMessage(lines[0], FieldsOf(lines), Mask(body), whole);
    }

    public override string ToString() => $"{Line}\n{Fields}{(IsWhole ? "" : "(cut) ")}{Body}\n";

    private static (string Body, bool IsWhole) TakeBody(string[] lines, string all, ref int at, bool isAnswer)
    {
        if (Find(lines, "transfer-encoding") is not null)
            return TakeChunks(all, ref at);
        bool untilEnd = false;
        int length = 0;
        if (Find(lines, "content-length") is { } value)
            length = int.Parse(value, CultureInfo.InvariantCulture);
        else
            untilEnd = isAnswer && lines[0].AsSpan(9, 3) is not ("100" or "204" or "304");
        string body = all.Substring(at, untilEnd ? all.Length - at : Math.Min(length, all.Length - at));
        at += body.Length;
        // Whoever waits for the end of the connection knows it by "ended".
        return (body, !untilEnd && body.Length == length);
    }

    private static (string Body, bool IsWhole) TakeChunks(string all, ref int at)
    {
        var body = new StringBuilder();
        while (true)
        {
            int end = all.IndexOf("\r\n", at, StringComparison.Ordinal);
            if (end < 0)
                break;
            int size = int.Parse(all.AsSpan(at, end - at), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            int start = end + 2, stop = start + size;
            body.Append(all, start, Math.Min(size, all.Length - start));
            if (all.Length < stop + 2)
                break;
            at = stop + 2;
            if (size == 0)
                return (body.ToString(), true);
        }
        at = all.Length;
        return (body.ToString(), false);
    }

    private static string? Find(string[] lines, string name) => lines.Skip(1).Where(line => NameOf(line) == name).Select(ValueOf).FirstOrDefault();

    private static string FieldsOf(string[] lines) => string.Concat(lines.Skip(1)
        .Where(line => !Left.Contains(NameOf(line)))
        .OrderBy(NameOf, StringComparer.Ordinal)
        .Select(line => $"{NameOf(line)}: {Mask(ValueOf(line))}\n"));

    private static string NameOf(string line) => line[..line.IndexOf(':', StringComparison.Ordinal)].ToLowerInvariant();

    private static string ValueOf(string line) => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(' ', '\t');

    /// <summary>Ids that were made up.</summary>
    private static string Mask(string text)
    {
        int at = text.IndexOf("req_", StringComparison.Ordinal);
        if (at < 0)
            return text;
        int end = at + 4;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
            end++;
        return text[..at] + "req_" + Mask(text[end..]);
    }
}
