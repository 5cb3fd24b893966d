using System.Globalization;

namespace Edge.LoadTests.Common;

/// <summary>A command line of <c>--name number</c> pairs, written by scripts: what is wrong with it ends the program.</summary>
internal sealed class Flags
{
    private readonly Dictionary<string, string> _values = [];

    /// <summary>Reads <paramref name="arguments"/>; throws an <see cref="ArgumentException"/> when they are no pairs.</summary>
    internal Flags(ReadOnlySpan<string> arguments)
    {
        for (int i = 0; i < arguments.Length; i += 2)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == arguments.Length)
                throw new ArgumentException($"'{arguments[i]}' is no --name with a value.");
            _values[arguments[i][2..]] = arguments[i + 1];
        }
    }

    /// <summary>The number of <paramref name="name"/>, which must be there.</summary>
    internal int this[string name] =>
        _values.TryGetValue(name, out string? text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new ArgumentException($"--{name} is missing or no number.");

    /// <summary>What is written behind <paramref name="name"/>, or null.</summary>
    internal string? Text(string name) => _values.GetValueOrDefault(name);
}
