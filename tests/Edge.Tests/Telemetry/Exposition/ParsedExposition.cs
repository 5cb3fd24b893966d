using System.Globalization;
using System.Text;
using Edge.Telemetry.Exposition;

namespace Edge.Tests.Telemetry.Exposition;

/// <summary>A slow and strict reader of both formats, written from their specifications.</summary>
internal static class ParsedExposition
{
    private static readonly string[] Suffixes = ["", "_total", "_bucket", "_sum", "_count"];

    /// <summary>Reads a whole exposition.</summary>
    /// <exception cref="FormatException">It is not well-formed.</exception>
    internal static List<ParsedFamily> Of(string text, ExpositionFormat format)
    {
        bool isOpenMetrics = format == ExpositionFormat.OpenMetrics;
        Check(text.Length == 0 || text[^1] == '\n', "the last line has no end");
        string[] lines = text.Split('\n')[..^1];
        if (isOpenMetrics)
        {
            Check(lines is [.., "# EOF"], "no # EOF at the end");
            lines = lines[..^1];
        }
        var families = new List<ParsedFamily>();
        foreach (string line in lines)
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
                Metadata(families, line.Split(' ', 4), isOpenMetrics);
            else
                AddSample(families, new Cursor(line), isOpenMetrics);
        }
        Check(families.DistinctBy(family => family.Name).Count() == families.Count, "a family comes twice");
        return families;
    }

    private static void Metadata(List<ParsedFamily> families, string[] words, bool isOpenMetrics)
    {
        Check(words.Length == 4, "metadata without a value");
        if (families.Count == 0 || families[^1].Name != words[2])
            families.Add(new ParsedFamily(words[2]));
        ParsedFamily family = families[^1];
        Check(family.Samples.Count == 0, "metadata behind samples");
        switch (words[1])
        {
            case "TYPE":
                Check(family.Type.Length == 0, "two types");
                family.Type = words[3];
                break;
            case "HELP":
                Check(family.Help is null, "two helps");
                family.Help = Unescape(words[3], quotes: isOpenMetrics);
                break;
            case "UNIT":
                Check(isOpenMetrics && family.Unit.Length == 0 && family.Name.EndsWith("_" + words[3], StringComparison.Ordinal), "a unit that is no end of the name");
                family.Unit = words[3];
                break;
            default:
                throw new FormatException("unknown metadata " + words[1]);
        }
    }

    private static void AddSample(List<ParsedFamily> families, Cursor line, bool isOpenMetrics)
    {
        string name = line.Name();
        SortedDictionary<string, string> labels = line.Next == '{' ? line.Labels() : [];
        line.Take(' ');
        double value = line.Number();
        ParsedExemplar? exemplar = null;
        if (isOpenMetrics && !line.IsAtEnd)
        {
            line.Take(' ');
            line.Take('#');
            line.Take(' ');
            SortedDictionary<string, string> of = line.Labels();
            line.Take(' ');
            double measured = line.Number();
            line.Take(' ');
            exemplar = new ParsedExemplar(of, measured, line.Number());
        }
        Check(line.IsAtEnd, "more behind a sample");
        Check(families.Count > 0 && Suffixes.Any(suffix => name == families[^1].Name + suffix), $"{name} belongs to no family");
        ParsedFamily family = families[^1];
        Check(!isOpenMetrics || (family.Type == "counter") == (name == family.Name + "_total"), "_total is for counters");
        var sample = new ParsedSample(name, labels, value, exemplar);
        Check(family.Samples.All(other => other.Identity != sample.Identity), $"two samples {sample.Identity}");
        family.Samples.Add(sample);
    }

    private static string Unescape(string text, bool quotes)
    {
        var plain = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            Check(text[i] != '"' || !quotes, "a bare quote");
            plain.Append(text[i] != '\\' ? text[i] : text[++i] switch { 'n' => '\n', '\\' => '\\', '"' when quotes => '"', _ => throw new FormatException("unknown escape") });
        }
        return plain.ToString();
    }

    private static void Check(bool isTrue, string otherwise)
    {
        if (!isTrue)
            throw new FormatException(otherwise);
    }

    private sealed class Cursor(string line)
    {
        private int _at;

        internal bool IsAtEnd => _at == line.Length;

        internal char Next => line[_at];

        internal void Take(char expected)
        {
            Check(!IsAtEnd && line[_at] == expected, $"'{expected}' expected at {_at} of {line}");
            _at++;
        }

        internal string Name()
        {
            int start = _at;
            while (!IsAtEnd && (char.IsAsciiLetterOrDigit(Next) || Next == '_'))
                _at++;
            Check(_at > start && !char.IsAsciiDigit(line[start]), "no name in " + line);
            return line[start.._at];
        }

        internal double Number()
        {
            int end = line.IndexOf(' ', _at);
            string text = line[_at..(end < 0 ? line.Length : end)];
            _at += text.Length;
            return text switch
            {
                "+Inf" => double.PositiveInfinity,
                "-Inf" => double.NegativeInfinity,
                _ => double.Parse(text, CultureInfo.InvariantCulture),
            };
        }

        internal SortedDictionary<string, string> Labels()
        {
            var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
            Take('{');
            while (Next != '}')
            {
                if (labels.Count > 0)
                    Take(',');
                string name = Name();
                Take('=');
                Take('"');
                int start = _at;
                while (Next != '"')
                    _at += Next == '\\' ? 2 : 1;
                labels.Add(name, Unescape(line[start.._at], quotes: true));
                Take('"');
            }
            Take('}');
            return labels;
        }
    }
}

/// <summary>A family as it was read.</summary>
internal sealed class ParsedFamily(string name)
{
    internal string Name => name;

    internal string Type { get; set; } = "";

    internal string Unit { get; set; } = "";

    internal string? Help { get; set; }

    internal List<ParsedSample> Samples { get; } = [];
}

/// <summary>A line with a value.</summary>
internal sealed record ParsedSample(string Name, SortedDictionary<string, string> Labels, double Value, ParsedExemplar? Exemplar)
{
    /// <summary>What no other sample may have.</summary>
    internal string Identity => Name + string.Concat(Labels.Select(label => $"\0{label.Key}\0{label.Value}"));
}

/// <summary>What stands behind a bucket.</summary>
internal sealed record ParsedExemplar(SortedDictionary<string, string> Labels, double Value, double UnixSeconds);
