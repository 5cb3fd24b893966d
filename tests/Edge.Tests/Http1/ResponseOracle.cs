using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using Edge.Http1;

namespace Edge.Tests.Http1;

/// <summary>The grammar of RFC 9112 as strings and regular expressions over the whole message at once: slow, and plain to check by eye.</summary>
internal static partial class ResponseOracle
{
    /// <summary><c>token</c> (RFC 9110 §5.6.2).</summary>
    internal const string Token = @"[!#$%&'*+\-.^_`|~0-9A-Za-z]+";

    /// <summary>What a field value, a reason or a chunk extension is made of.</summary>
    internal const string Text = @"[\t\x20-\x7E\x80-\xFF]*";

    private static readonly string[] Dropped =
    [
        "connection", "keep-alive", "proxy-connection", "proxy-authenticate", "proxy-authentication-info", "te", "trailer",
        "transfer-encoding", "upgrade", "content-length", "alt-svc", "set-cookie", "strict-transport-security",
    ];

    internal static Reading Read(byte[] bytes, bool headRequest)
    {
        string text = Encoding.Latin1.GetString(bytes);
        Match head;
        do
        {
            if (HeadLength(text) is not int length || !(head = HeadPattern().Match(text[..length])).Success || !WithinLimits(text[..length])
                || !IsFramingReadable(Fields(head)))
                return Bad;
            text = text[length..];
        } while (head.Groups["status"].Value[0] == '1' && head.Groups["status"].Value != "101");
        return head.Groups["status"].Value == "101" ? Bad : Judge(head, text, headRequest);
    }

    private static Reading Bad => new(false, "", "", 0, false, null);

    private static int? HeadLength(string text)
    {
        int end = text.StartsWith("\r\n", StringComparison.Ordinal) ? -1 : text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end < 0 ? null : end + 4;
    }

    private static bool WithinLimits(string head)
    {
        string[] lines = head.Split("\r\n");
        return head.Length <= 32768 && lines.All(l => l.Length + 2 <= 8192) && lines.Length - 3 <= 100;
    }

    private static List<(string Name, string Value)> Fields(Match head) =>
        [.. head.Groups["name"].Captures.Select(n => n.Value).Zip(head.Groups["value"].Captures.Select(v => v.Value.Trim(' ', '\t')))];

    // Asked of interim answers too, which have no body whatever their fields say.
    private static bool IsFramingReadable(List<(string Name, string Value)> fields)
    {
        string[] lengths = [.. fields.Where(f => Same(f.Name, "content-length")).Select(f => f.Value)];
        string[] codings = [.. fields.Where(f => Same(f.Name, "transfer-encoding")).Select(f => f.Value)];
        return lengths.All(DigitsPattern().IsMatch) && lengths.All(l => Number(l) <= BigInteger.Pow(2, 62)) && lengths.Select(Number).Distinct().Count() <= 1
            && codings.Length <= 1 && codings.All(c => Same(c, "chunked"));
    }

    private static Reading Judge(Match head, string rest, bool headRequest)
    {
        int status = int.Parse(head.Groups["status"].Value, CultureInfo.InvariantCulture);
        int minor = head.Groups["minor"].Value[0] - '0';
        List<(string Name, string Value)> fields = Fields(head);
        string[] All(string name) => [.. fields.Where(f => Same(f.Name, name)).Select(f => f.Value)];

        string[] options = [.. All("connection").SelectMany(v => v.Split(',')).Select(o => o.Trim(' ', '\t').ToLowerInvariant()).Where(o => o.Length > 0)];
        string[] lengths = All("content-length"), codings = All("transfer-encoding");
        if (options.Any(o => !TokenPattern().IsMatch(o)) || options.Count(o => o is not ("close" or "keep-alive")) > 32)
            return Bad;
        if (codings.Length > 0 && (lengths.Length > 0 || minor == 0))
            return Bad;

        if (status == 205 && !headRequest && (codings.Length > 0 || lengths.Length == 0 || Number(lengths[0]) != 0))
            return Bad;

        long length = lengths.Length > 0 ? (long)Number(lengths[0]) : -1;
        BodyFraming framing = headRequest || status is 204 or 304 ? BodyFraming.None
            : codings.Length > 0 ? BodyFraming.Chunked
            : length >= 0 ? BodyFraming.Length : BodyFraming.UntilClose;
        if (Body(framing, length, rest) is not { } body)
            return Bad;

        bool keep = framing != BodyFraming.UntilClose && !options.Contains("close") && (minor == 1 || options.Contains("keep-alive"));
        string[] named = [.. options.Where(o => o != "close")];
        var kept = fields.Where(f => !Dropped.Concat(named).Any(d => Same(d, f.Name))).ToList();
        bool events = kept.LastOrDefault(f => Same(f.Name, "content-type")).Value is string type
            && Same(type.Split(';')[0].Trim(' ', '\t'), "text/event-stream")
            && kept.All(f => !Same(f.Name, "content-encoding") || f.Value == "identity");
        string described = $"1.{minor} {status} {framing} {length} keep={keep} events={events}\n" + string.Concat(kept.Select(f => $"{f.Name}={f.Value}\n"));
        return new(true, described, body.Text, body.LeftOver, keep && body.LeftOver == 0, null);
    }

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static BigInteger Number(string digits) => BigInteger.Parse(digits, CultureInfo.InvariantCulture);

    private static (string Text, int LeftOver)? Body(BodyFraming framing, long length, string rest) => framing switch
    {
        BodyFraming.None => ("", rest.Length),
        BodyFraming.Length => length <= rest.Length ? (rest[..(int)length], rest.Length - (int)length) : null,
        BodyFraming.Chunked => ChunkOracle.Read(rest) is { Step: ResponseStep.End } chunks ? (chunks.Body, chunks.LeftOver) : null,
        _ => (rest, 0),
    };

    [GeneratedRegex(@"\AHTTP/1\.(?<minor>[01]) (?<status>[1-5][0-9][0-9]) " + Text + @"\r\n(?:(?<name>" + Token + "):(?<value>" + Text + @")\r\n)*\r\n\z")]
    private static partial Regex HeadPattern();

    [GeneratedRegex(@"\A" + Token + @"\z")]
    private static partial Regex TokenPattern();

    [GeneratedRegex(@"\A[0-9]+\z")]
    private static partial Regex DigitsPattern();
}
