using System.Globalization;

namespace Edge.Mock.Faults;

/// <summary>
/// Reads <c>--fault</c> and <c>x-mock-fault</c>: <c>rule = fault *( "," fault ) [ ":" probability ]</c>,
/// <c>fault = name [ "=" value ]</c>; <c>none</c> stands for no fault.
/// </summary>
internal static class MockFaultParser
{
    /// <summary>Reads one rule a line, none where there is no line; null with <paramref name="error"/> saying what is wrong with the first bad one.</summary>
    internal static IReadOnlyList<MockFaultRule>? ParseLines(string text, out string error)
    {
        error = "";
        var rules = new List<MockFaultRule>();
        foreach (string line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Parse(line, out error) is not { } rule)
                return null;
            rules.Add(rule);
        }
        return rules;
    }

    /// <summary>Reads a rule; null with <paramref name="error"/> saying what is wrong with it.</summary>
    internal static MockFaultRule? Parse(string text, out string error)
    {
        int colon = text.LastIndexOf(':');
        double probability = 1;
        if (colon >= 0 && !MockValue.TryShare(text[(colon + 1)..].Trim(), out probability))
            return Wrong($"'{text[(colon + 1)..]}' is no probability: write 5% or 0.05", out error);
        string faults = (colon < 0 ? text : text[..colon]).Trim();
        if (faults == "none")
        {
            error = "";
            return new MockFaultRule(MockFault.None, probability);
        }
        MockFault fault = new() { Text = faults };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string part in faults.Split(',', StringSplitOptions.TrimEntries))
        {
            int equals = part.IndexOf('=');
            string name = equals < 0 ? part : part[..equals];
            if (!seen.Add(name))
                return Wrong($"'{name}' is given twice", out error);
            if (With(fault, name, equals < 0 ? null : part[(equals + 1)..]) is not { } more)
                return Wrong($"'{part}' is no fault: see 'edge mock --help'", out error);
            fault = more;
        }
        error = "";
        return new MockFaultRule(fault, probability);
    }

    private static MockFault? With(MockFault fault, string name, string? value) => (name, value) switch
    {
        ("hang", null) => fault with { Hang = true },
        ("reset", null) => fault with { Reset = true },
        ("malformed-head", null) => fault with { MalformedHead = true },
        ("close-before-answer", null) => fault with { CloseBeforeAnswer = true },
        ("no-end-mark", null) => fault with { NoEndMark = true },
        ("early-answer", null) => fault with { EarlyAnswer = true },
        ("status", not null) => Number(value) is { } status and >= 200 and <= 599 ? fault with { Status = status } : null,
        ("hang-after", not null) => Number(value) is { } events ? fault with { HangAfter = events } : null,
        ("cut-bytes", not null) => Number(value) is { } bytes ? fault with { CutBytes = bytes } : null,
        ("cut-events", not null) => Number(value) is { } events ? fault with { CutEvents = events } : null,
        ("late", not null) => MockValue.TryDuration(value, out TimeSpan late) ? fault with { Late = late } : null,
        ("slow", not null) => MockValue.TryDuration(value, out TimeSpan slow) ? fault with { Slow = slow } : null,
        _ => null,
    };

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static MockFaultRule? Wrong(string reason, out string error)
    {
        error = reason;
        return null;
    }
}
