using System.Text.Json.Nodes;

namespace Edge.Cli.Client;

/// <summary>Arguments on one line, as a shell reads them.</summary>
internal sealed class FlagLine
{
    private readonly List<string> _words = [];

    /// <summary>Adds an argument without a flag, unless it is empty.</summary>
    internal FlagLine Add(JsonNode? value)
    {
        if (JsonText.Plain(value) is { Length: > 0 } text)
            _words.Add(Quote(text));
        return this;
    }

    /// <summary>Adds a flag with its value, unless that is empty.</summary>
    internal FlagLine Add(string flag, JsonNode? value)
    {
        if (JsonText.Plain(value) is { Length: > 0 } text)
            _words.Add($"{flag} {Quote(text)}");
        return this;
    }

    /// <summary>Adds a flag that has no value when <paramref name="value"/> is true.</summary>
    internal FlagLine AddSwitch(string flag, JsonNode? value)
    {
        if (JsonText.Plain(value) == "true")
            _words.Add(flag);
        return this;
    }

    /// <summary>Adds the flags that name a resource, from its full name.</summary>
    internal FlagLine AddName(string flag, JsonNode? name)
    {
        string text = JsonText.Plain(name);
        Add(flag, ResourceName.Short(text));
        return text.Split('/') is ["accounts", var account, ..] ? Add("--account-id", account) : this;
    }

    /// <summary>The line.</summary>
    public override string ToString() => string.Join(' ', _words);

    private static string Quote(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || "_./:,@%+=-".Contains(c)) ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
