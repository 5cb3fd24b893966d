using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using Edge.Http1;

namespace Edge.Tests.Http1;

/// <summary>The grammar of RFC 9112 as regular expressions over the whole head at once: slow, and plain to check by eye.</summary>
internal static partial class RequestOracle
{
    /// <summary>What a good head says; empty for one that is not good or not whole.</summary>
    internal static string Read(byte[] bytes) => Read(bytes, new RequestLimits());

    /// <summary>The same within other limits.</summary>
    internal static string Read(byte[] bytes, RequestLimits limits)
    {
        Match head = HeadPattern().Match(Encoding.Latin1.GetString(bytes));
        if (!head.Success || head.Length > limits.HeadBytes || head.Groups["line"].Index + head.Groups["line"].Length > limits.LineBytes)
            return "";
        string method = head.Groups["method"].Value, target = head.Groups["target"].Value;
        int minor = head.Groups["minor"].Value[0] - '0';
        List<(string Name, string Value)> fields =
            [.. head.Groups["name"].Captures.Select(n => n.Value).Zip(head.Groups["value"].Captures.Select(v => v.Value.Trim(' ', '\t')))];
        string[] All(string name) => [.. fields.Where(f => Same(f.Name, name)).Select(f => f.Value)];

        string[] hosts = All("host"), lengths = All("content-length"), codings = All("transfer-encoding");
        string[] options = [.. All("connection").SelectMany(v => v.Split(',')).Select(o => o.Trim(' ', '\t').ToLowerInvariant()).Where(o => o.Length > 0)];
        string[] named = [.. options.Where(o => o is not ("close" or "keep-alive"))];
        if (fields.Count > limits.Fields || named.Length > 32 || hosts.Length > 1 || (hosts.Length == 0 && minor == 1) || !hosts.All(HostPattern().IsMatch))
            return "";
        if (lengths.Length > 1 || !lengths.All(l => DigitsPattern().IsMatch(l) && Number(l) <= BigInteger.Pow(2, 62)))
            return "";
        if (codings.Length > 0 && (codings.Length > 1 || !Same(codings[0], "chunked") || lengths.Length > 0 || minor == 0))
            return "";
        if (minor == 0 && lengths.Length == 0 && method is "POST" or "PUT")
            return "";
        if (Target(target, hosts) is not { } understood)
            return "";

        string framing = codings.Length > 0 ? "Chunked -1" : lengths.Length > 0 ? $"Length {Number(lengths[0])}" : "None 0";
        bool keep = !options.Contains("close") && (minor == 1 || options.Contains("keep-alive"));
        string[] expects = [.. All("expect").Where(e => e.Length > 0)];
        bool expect = minor == 1 && expects.Length == 1 && Same(expects[0], "100-continue");
        return $"{head.Length} {method} {understood} 1.{minor} {framing} keep={keep} expect={expect}\n"
            + string.Concat(fields.Select(f => $"{f.Name}={f.Value}{(named.Any(n => Same(n, f.Name)) ? " (named)" : "")}\n"));
    }

    /// <summary>Whether an empty line ends the head, so that more bytes cannot change what it says.</summary>
    internal static bool IsWhole(byte[] bytes) =>
        Encoding.Latin1.GetString(bytes) is var text && text.TrimStart('\r', '\n').Contains("\r\n\r\n", StringComparison.Ordinal);

    private static string? Target(string target, string[] hosts)
    {
        if (target[0] == '/')
        {
            int mark = target.IndexOf('?', StringComparison.Ordinal);
            (string path, string query) = mark < 0 ? (target, "") : (target[..mark], target[mark..]);
            return path.Contains("%00", StringComparison.Ordinal) ? null : $"Origin {target} {path}|{query}";
        }
        Match absolute = AbsolutePattern().Match(target);
        if (!absolute.Success || absolute.Groups["path"].Value.Contains("/.", StringComparison.Ordinal))
            return $"Other {target} ";
        string port = absolute.Groups["scheme"].Value == "https" ? ":443" : ":80";
        string Bare(string authority) => authority.EndsWith(port, StringComparison.Ordinal) ? authority[..^port.Length] : authority;
        if (hosts.Length > 0 && Bare(hosts[0]) != Bare(absolute.Groups["authority"].Value))
            return null;
        return $"Absolute {target} {(absolute.Groups["path"].Length == 0 ? "/" : absolute.Groups["path"].Value)}|{absolute.Groups["query"].Value}";
    }

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    private static BigInteger Number(string digits) => BigInteger.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex("""
        ^(?:\r\n)*(?<line>(?<method>[-!#$%&'*+.^_`|~0-9A-Za-z]+)[ ](?<target>[\x21-\x7E]+)[ ]HTTP/1\.(?<minor>[01])\r\n)
        (?:(?<name>[-!#$%&'*+.^_`|~0-9A-Za-z]+):(?<value>[\t\x20-\x7E\x80-\xFF]*)\r\n)*\r\n
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex HeadPattern();

    [GeneratedRegex(@"^(?:(?:[-0-9A-Za-z._~!$&'()]+|\[(?=[^\]]*:)[0-9A-Fa-f:.]{3,}\])(?::[0-9]+)?)?\z")]
    private static partial Regex HostPattern();

    [GeneratedRegex(@"^(?<scheme>https?)://(?<authority>[-a-z0-9._]+(?::[1-9][0-9]{0,3})?)(?<path>/[-A-Za-z0-9._~!$&'()*+,;=:@/]*)?(?<query>\?[^#]*)?\z")]
    private static partial Regex AbsolutePattern();

    [GeneratedRegex(@"^[0-9]+\z")]
    private static partial Regex DigitsPattern();
}
