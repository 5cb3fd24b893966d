using System.Globalization;

namespace Edge.Mock;

/// <summary>Reads what flags and headers say: durations, shares, ports.</summary>
internal static class MockValue
{
    private const double MaxSeconds = 24 * 3600;

    /// <summary>A duration with its unit: <c>250us</c>, <c>80ms</c>, <c>1.5s</c>, <c>2m</c>, <c>1h</c>, or <c>0</c>; at most a day.</summary>
    internal static bool TryDuration(string text, out TimeSpan duration)
    {
        (string number, double seconds) = text switch
        {
            "0" => (text, 1.0),
            _ when text.EndsWith("us", StringComparison.Ordinal) => (text[..^2], 1e-6),
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (text[..^2], 1e-3),
            _ when text.EndsWith('s') => (text[..^1], 1.0),
            _ when text.EndsWith('m') => (text[..^1], 60.0),
            _ when text.EndsWith('h') => (text[..^1], 3600.0),
            _ => ("", 0.0),
        };
        bool valid = TryNumber(number, out double value) && value * seconds <= MaxSeconds;
        duration = valid ? TimeSpan.FromSeconds(value * seconds) : TimeSpan.Zero;
        return valid;
    }

    /// <summary>A share of all: <c>5%</c> or <c>0.05</c>; 0 to 1.</summary>
    internal static bool TryShare(string text, out double share)
    {
        bool percent = text.EndsWith('%');
        bool valid = TryNumber(percent ? text[..^1] : text, out share);
        if (percent)
            share /= 100;
        return valid && share <= 1;
    }

    /// <summary>A number that is not negative, without sign or exponent.</summary>
    internal static bool TryNumber(string text, out double number) =>
        // The names of infinity are numbers to the parser, whatever the style.
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <summary>Ports: <c>9101</c>, <c>9101,9103</c>, <c>9101-9104</c>, or both; no port but 0 twice.</summary>
    internal static bool TryPorts(string text, out IReadOnlyList<int> ports)
    {
        var list = new List<int>();
        ports = list;
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            int dash = part.IndexOf('-');
            if (!TryPort(dash < 0 ? part : part[..dash], out int first) || !TryPort(dash < 0 ? part : part[(dash + 1)..], out int last) || last < first || (dash >= 0 && first == 0))
                return false;
            for (int port = first; port <= last; port++)
            {
                if (port != 0 && list.Contains(port))
                    return false;
                list.Add(port);
            }
        }
        return true;
    }

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= 65535;
}
