using System.CommandLine;
using System.Text.Json.Nodes;

namespace Edge.Cli.Client;

/// <summary>Makes the body of a request from the flags that were given, and from no others.</summary>
/// <param name="parse">The command line.</param>
internal sealed class FlagBody(ParseResult parse)
{
    /// <summary>The body so far.</summary>
    internal JsonObject Json { get; } = [];

    /// <summary>Whether <paramref name="option"/> stands on the command line.</summary>
    internal bool Has(Option option) => parse.GetResult(option) is { Implicit: false };

    /// <summary>Adds a text, if it was given.</summary>
    internal FlagBody Add(string field, Option<string> option) => Add(field, option, text => text);

    /// <summary>Adds a number, if it was given.</summary>
    internal FlagBody Add(string field, Option<int> option) => Add(field, option, number => number);

    /// <summary>Adds a switch, if it was given; <c>--flag false</c> turns it off.</summary>
    internal FlagBody Add(string field, Option<bool> option) => Add(field, option, flag => flag);

    /// <summary>Adds what <paramref name="make"/> makes of the value, if it was given.</summary>
    internal FlagBody Add<T>(string field, Option<T> option, Func<T, JsonNode?> make)
    {
        if (Has(option))
            Json[field] = make(parse.GetRequiredValue(option));
        return this;
    }
}
