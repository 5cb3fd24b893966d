using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NATS.Client.Core.Tests.Protocol;

/// <summary>The protocol of servers by regular expressions over text: slow, and plain to see.</summary>
internal static partial class SlowParser
{
    /// <summary>See <see cref="Said.ByParser"/>.</summary>
    internal static string Say(int maxPayload, byte[] bytes)
    {
        string rest = Encoding.Latin1.GetString(bytes);
        var said = new StringBuilder();
        while (true)
        {
            int limit = rest.StartsWith("INFO", StringComparison.Ordinal) ? 65536 : 4096;
            int end = rest.IndexOf('\n', StringComparison.Ordinal);
            if (end < 0 && rest.Length < limit)
                return $"{said}Incomplete at {rest.Length}";
            if (end < 0 || end >= limit || end == 0 || rest[end - 1] != '\r')
                return $"{said}Malformed at {rest.Length}";
            string line = rest[..(end - 1)], after = rest[(end + 1)..];
            if (Simple(line) is { } simple)
            {
                said.Append(simple);
                rest = after;
                continue;
            }
            Match match = Message().Match(line);
            int header = 0, total = 0, sid = 0;
            bool isMessage = match.Success
                && Number(match, "sid", out sid) && Number(match, "header", out header) && Number(match, "total", out total)
                && header <= total && total <= maxPayload;
            if (!isMessage)
                return $"{said}Malformed at {rest.Length}";
            if (after.Length < total + 2)
                return $"{said}Incomplete at {rest.Length}";
            if (after.Substring(total, 2) != "\r\n")
                return $"{said}Malformed at {rest.Length}";
            string kind = line[0] == 'H' ? "HMsg" : "Msg";
            said.Append(Said.Line(kind, sid, match.Groups["subject"].Value, match.Groups["reply"].Value, after[..header], after[header..total], ""));
            rest = after[(total + 2)..];
        }
    }

    private static string? Simple(string line)
    {
        string? kind = line switch { "PING" => "Ping", "PONG" => "Pong", "+OK" => "Ok", _ => null };
        if (kind is not null)
            return Said.Line(kind, 0, "", "", "", "", "");
        if (line.StartsWith("INFO ", StringComparison.Ordinal))
            return Said.Line("Info", 0, "", "", "", "", line[5..].Trim(' ', '\t'));
        if (line.StartsWith("-ERR", StringComparison.Ordinal))
            return Said.Line("Err", 0, "", "", "", "", line[4..].Trim(' ', '\t').Trim('\''));
        return null;
    }

    private static bool Number(Match match, string group, out int number)
    {
        number = 0;
        return !match.Groups[group].Success || int.TryParse(match.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    [GeneratedRegex(@"\A(MSG [ \t]*(?<subject>[^ \t]+)[ \t]+(?<sid>[0-9]+)([ \t]+(?<reply>[^ \t]+))?[ \t]+(?<total>[0-9]+)|HMSG [ \t]*(?<subject>[^ \t]+)[ \t]+(?<sid>[0-9]+)([ \t]+(?<reply>[^ \t]+))?[ \t]+(?<header>[0-9]+)[ \t]+(?<total>[0-9]+))[ \t]*\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Message();
}
