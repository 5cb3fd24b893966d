using System.CommandLine;
using System.CommandLine.Parsing;
using Edge.Mock.Faults;

namespace Edge.Mock;

/// <summary>The flags of <c>edge mock</c>: their help, their parsing, and the <see cref="MockOptions"/> they make.</summary>
internal sealed class MockFlags
{
    private static readonly MockOptions Defaults = new();

    private readonly Option<IReadOnlyList<int>> _ports = new("--ports", "--port")
    {
        Description = "One replica per port: 9101, 9101-9104 or 9101,9103. 0 takes any free one.",
        HelpName = "PORTS",
        CustomParser = result => Value(result, MockValue.TryPorts, out IReadOnlyList<int>? ports) ? ports : [],
        DefaultValueFactory = _ => Defaults.Ports,
    };

    private readonly Option<string> _host = new("--host")
    {
        Description = "The address to listen on.",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => Defaults.Host,
    };

    private readonly Option<TimeSpan?> _firstToken = Duration("--first-token", "From the request to the first token. Default: 80ms.");
    private readonly Option<double> _speed = new("--tokens-per-second")
    {
        Description = "Speed after the first token; 0 is as fast as can be.",
        HelpName = "NUMBER",
        CustomParser = result => Value(result, MockValue.TryNumber, out double speed) ? speed : 0,
        DefaultValueFactory = _ => Defaults.TokensPerSecond,
    };

    private readonly Option<int> _tokens = new("--tokens")
    {
        Description = "Tokens of an answer that the request does not limit.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => Defaults.Tokens,
    };

    private readonly Option<double> _jitter = new("--jitter")
    {
        Description = "How much each wait varies, up or down: 10%.",
        HelpName = "SHARE",
        CustomParser = result => Value(result, MockValue.TryShare, out double jitter) ? jitter : 0,
        DefaultValueFactory = _ => Defaults.Jitter,
    };

    private readonly Option<TimeSpan?> _delay = Duration(
        "--delay", "How long an answer that is not streamed takes; 0 is no time. Default: as long as its tokens would.");

    private readonly Option<int> _maxConcurrency = new("--max-concurrency")
    {
        Description = "Requests a replica works on at once; more are answered 429. 0 sets no limit.",
        HelpName = "NUMBER",
    };

    private readonly Option<bool> _queue = new("--queue") { Description = "Let requests above --max-concurrency wait instead." };

    private readonly Option<string[]> _models = new("--models")
    {
        Description = "The models there are: a,b. Default: any.",
        HelpName = "NAMES",
        CustomParser = result => result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _key = new("--key") { Description = "Answer 401 to callers without this key.", HelpName = "KEY" };

    private readonly Option<ulong> _seed = new("--seed")
    {
        Description = "Other texts, jitter and dice; the same again for the same number.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => Defaults.Seed,
    };

    private readonly Option<MockFaultRule[]> _faults = new("--fault")
    {
        Description = "A fault to play, see below; give it again for more. The first that comes up is played.",
        HelpName = "FAULT[:PROBABILITY]",
        CustomParser = ParseFaults,
        DefaultValueFactory = _ => [],
    };

    /// <summary>Makes the flags.</summary>
    internal MockFlags()
    {
        AtLeast(_tokens, 1);
        AtLeast(_maxConcurrency, 0);
    }

    private delegate bool TryParse<T>(string text, out T value);

    /// <summary>All flags, in the order of the help.</summary>
    internal IEnumerable<Option> All =>
        [_ports, _host, _firstToken, _speed, _tokens, _jitter, _delay, _maxConcurrency, _queue, _models, _key, _seed, _faults];

    /// <summary>The options that the flags say.</summary>
    internal MockOptions Read(ParseResult parse) => new()
    {
        Ports = parse.GetValue(_ports)!,
        Host = parse.GetValue(_host)!,
        FirstToken = parse.GetValue(_firstToken) ?? Defaults.FirstToken,
        TokensPerSecond = parse.GetValue(_speed),
        Tokens = parse.GetValue(_tokens),
        Jitter = parse.GetValue(_jitter),
        Delay = parse.GetValue(_delay),
        MaxConcurrency = parse.GetValue(_maxConcurrency),
        Queue = parse.GetValue(_queue),
        Models = parse.GetValue(_models)!,
        Key = parse.GetValue(_key),
        Seed = parse.GetValue(_seed),
        Faults = parse.GetValue(_faults)!,
    };

    // Without a default of its own: help would show it as 00:00:00.08.
    private static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DURATION",
        CustomParser = result => Value(result, MockValue.TryDuration, out TimeSpan duration) ? duration : null,
    };

    private static bool Value<T>(ArgumentResult result, TryParse<T> parse, out T value)
    {
        string text = result.Tokens[0].Value;
        if (parse(text, out value))
            return true;
        result.AddError($"'{text}' makes no sense here: see 'edge mock --help'");
        return false;
    }

    private static MockFaultRule[] ParseFaults(ArgumentResult result)
    {
        var rules = new List<MockFaultRule>();
        foreach (Token token in result.Tokens)
        {
            if (MockFaultParser.Parse(token.Value, out string error) is { } rule)
                rules.Add(rule);
            else
                result.AddError(error);
        }
        return [.. rules];
    }

    private static void AtLeast(Option<int> option, int least) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < least)
            result.AddError($"{option.Name} must be at least {least}");
    });
}
