using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Shared.Hostile;

/// <summary>
/// One HTTP/1.1 message, read as the grammar of RFC 9112 is written and not a bit more leniently, slowly and simply. Where it is not followed
/// there is a <see cref="Doubt"/>, and nothing behind it can be read.
/// </summary>
/// <param name="Head">The start line and the fields, with their line ends.</param>
/// <param name="Body">The content without its framing, as far as it has come.</param>
/// <param name="IsWhole">Whether it has ended as its framing says.</param>
/// <param name="Doubt">Why some reader could understand it otherwise; null when none could.</param>
internal sealed partial record StrictMessage(string Head, string Body, bool IsWhole, string? Doubt)
{
    private const string EmptyLine = "\r\n\r\n";

    // Less than 2^53, up to which any reader can count.
    private const int LengthDigits = 15;

    /// <summary>The status of an answer; 0 for what is none.</summary>
    internal int Status => Doubt is null && Head.StartsWith("HTTP/", StringComparison.Ordinal) ? int.Parse(Head.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0;

    /// <summary>The start line.</summary>
    internal string Line => Head[..Math.Max(0, Head.IndexOf('\r', StringComparison.Ordinal))];

    /// <summary>The value of field <paramref name="name"/>; null when there is none.</summary>
    internal string? Field(string name) => Fields(Head).Where(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(f => f.Value).FirstOrDefault();

    /// <summary>
    /// Takes the message at the beginning off <paramref name="text"/>. Null, and nothing taken, while there is no whole head and no doubt; a
    /// message that is not whole is not taken either, unless <paramref name="ended"/>. A doubtful one takes all there is.
    /// </summary>
    internal static StrictMessage? Take(StringBuilder text, bool ended, bool isAnswer)
    {
        string all = text.ToString();
        int at = EndOfHead(all, out string? doubt);
        if (doubt is null && at < 0)
            return null;
        string head = at < 0 ? all : all[..at];
        doubt ??= isAnswer ? DoubtOfStatus(head) : DoubtOfRequest(head);
        doubt ??= DoubtOfFields(head, isAnswer);
        StrictMessage? message = doubt is null ? TakeBody(head, all, ref at, isAnswer, ended) : new StrictMessage(head, "", false, doubt);
        if (message is { Doubt: null, IsWhole: false } && !ended)
            return message;
        text.Remove(0, message.Doubt is null ? at : all.Length);
        return message;
    }

    /// <summary>Lines end in CR LF, and neither stands anywhere else; NUL stands nowhere (RFC 9112 §2.2, RFC 9110 §5.5).</summary>
    private static int EndOfHead(string text, out string? doubt)
    {
        int end = text.IndexOf(EmptyLine, StringComparison.Ordinal);
        int length = end < 0 ? text.Length : end + EmptyLine.Length;
        doubt = null;
        for (int i = 0; i < length && doubt is null; i++)
        {
            doubt = text[i] switch
            {
                '\n' when i == 0 || text[i - 1] != '\r' => "LF without CR",
                '\r' when i + 1 < text.Length && text[i + 1] != '\n' => "CR without LF",
                '\0' => "NUL",
                _ => null,
            };
        }
        return end < 0 ? -1 : length;
    }

    private static string? DoubtOfRequest(string head)
    {
        if (!RequestLine().IsMatch(head))
            return "the request line is none";
        bool isOld = head[..head.IndexOf('\r', StringComparison.Ordinal)].EndsWith("1.0", StringComparison.Ordinal);
        int hosts = Fields(head).Count(f => Is(f, "Host"));
        return hosts > 1 || (hosts == 0 && !isOld) ? "not one Host" : isOld && Fields(head).Any(f => Is(f, "Transfer-Encoding")) ? "chunks in HTTP/1.0" : null;
    }

    private static string? DoubtOfStatus(string head) =>
        !StatusLine().IsMatch(head) ? "the status line is none"
        : head.StartsWith("HTTP/1.0", StringComparison.Ordinal) && Fields(head).Any(f => Is(f, "Transfer-Encoding")) ? "chunks in HTTP/1.0"
        : null;

    private static string? DoubtOfFields(string head, bool isAnswer)
    {
        string[] lines = head.Split("\r\n")[1..^2];
        if (lines.Any(line => !FieldLine().IsMatch(line)))
            return "a field is none";
        string[] lengths = [.. Fields(head).Where(f => Is(f, "Content-Length")).Select(f => f.Value)];
        string[] codings = [.. Fields(head).Where(f => Is(f, "Transfer-Encoding")).Select(f => f.Value)];
        return lengths.Length > 1 ? "two lengths"
            : lengths.Length == 1 && (lengths[0].Length == 0 || lengths[0].TrimStart('0').Length > LengthDigits || !lengths[0].All(char.IsAsciiDigit)) ? "the length is none"
            : lengths.Length + codings.Length > 1 ? "two framings"
            : codings.Length == 1 && !codings[0].Equals("chunked", StringComparison.OrdinalIgnoreCase) ? "another transfer coding"
            : isAnswer && codings.Length == 1 && head.AsSpan(9, 3) is "204" ? "chunks without content"
            : null;
    }

    private static StrictMessage TakeBody(string head, string all, ref int at, bool isAnswer, bool ended)
    {
        bool isEmpty = isAnswer && (head[9] == '1' || head.AsSpan(9, 3) is "204" or "304");
        if (isEmpty)
            return new StrictMessage(head, "", true, null);
        if (Fields(head).Any(f => Is(f, "Transfer-Encoding")))
            return TakeChunks(head, all, ref at);
        string? length = Fields(head).Where(f => Is(f, "Content-Length")).Select(f => f.Value).FirstOrDefault();
        bool untilEnd = isAnswer && length is null;
        long left = untilEnd ? long.MaxValue : long.Parse(length ?? "0", CultureInfo.InvariantCulture);
        string body = all.Substring(at, (int)Math.Min(left, all.Length - at));
        at += body.Length;
        return new StrictMessage(head, body, untilEnd ? ended : body.Length == left, null);
    }

    private static StrictMessage TakeChunks(string head, string all, ref int at)
    {
        var body = new StringBuilder();
        while (true)
        {
            Match line = ChunkLine().Match(all, at);
            if (!line.Success)
                return new StrictMessage(head, body.ToString(), false, all.AsSpan(at).Contains('\n') ? "a chunk size is none" : null);
            int size = int.Parse(line.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            at += line.Length;
            if (size == 0)
                return TakeTrailers(head, body.ToString(), all, ref at);
            body.Append(all, at, Math.Min(size, all.Length - at));
            string end = all.Substring(Math.Min(at + size, all.Length), Math.Clamp(all.Length - at - size, 0, 2));
            if (end != "\r\n")
                return new StrictMessage(head, body.ToString(), false, "\r\n".StartsWith(end, StringComparison.Ordinal) ? null : "a chunk does not end");
            at += size + 2;
        }
    }

    private static StrictMessage TakeTrailers(string head, string body, string all, ref int at)
    {
        while (true)
        {
            int end = all.IndexOf("\r\n", at, StringComparison.Ordinal);
            if (end < 0)
                return new StrictMessage(head, body, false, null);
            string line = all[at..end];
            at = end + 2;
            if (line.Length == 0)
                return new StrictMessage(head, body, true, null);
            if (!FieldLine().IsMatch(line))
                return new StrictMessage(head, body, false, "a trailer is none");
        }
    }

    private static IEnumerable<(string Name, string Value)> Fields(string head) => head.Split("\r\n").Skip(1)
        .Select(line => (line, colon: line.IndexOf(':', StringComparison.Ordinal)))
        .Where(pair => pair.colon > 0)
        .Select(pair => (pair.line[..pair.colon], pair.line[(pair.colon + 1)..].Trim(' ', '\t')));

    private static bool Is((string Name, string Value) field, string name) => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    // A fragment is no part of a target (RFC 9112 §3.2).
    [GeneratedRegex(@"^[!#$%&'*+\-.^_`|~0-9A-Za-z]+ [!-""$-~]+ HTTP/1\.[01]\r\n")]
    private static partial Regex RequestLine();

    [GeneratedRegex(@"^HTTP/1\.[01] [1-5][0-9]{2} [^\r\n]*\r\n")]
    private static partial Regex StatusLine();

    [GeneratedRegex(@"^[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[^\r\n\0]*$")]
    private static partial Regex FieldLine();

    [GeneratedRegex(@"\G0*([0-9A-Fa-f]{1,7})(?:[ \t]*;[^\r\n\0]*)?\r\n")]
    private static partial Regex ChunkLine();
}
