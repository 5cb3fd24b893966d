using Edge.LoadTests.Common;

namespace Edge.LoadTests.Scenarios;

/// <summary>What the command line says.</summary>
internal sealed record Options
{
    /// <summary>The base URL, such as <c>http://127.0.0.1:8080/v1</c>.</summary>
    internal required string Target { get; init; }

    /// <summary>Sent as a bearer token, where there is one.</summary>
    internal string? Key { get; init; }

    /// <summary>What all scenarios but the mixed ones ask for.</summary>
    internal required string Model { get; init; }

    /// <summary>What the mixed models ask for, and the <c>model</c> that must be in the answer; null where any may.</summary>
    internal required IReadOnlyList<(string Name, string? Served)> Models { get; init; }

    /// <summary>Keys that must be let in, and such as must not.</summary>
    internal required IReadOnlyList<string> Keys { get; init; }

    /// <inheritdoc cref="Keys"/>
    internal required IReadOnlyList<string> Revoked { get; init; }

    /// <summary>The account in Edge's control API, such as <c>http://127.0.0.1:8081/v1/accounts/default</c>; null without one.</summary>
    internal string? Control { get; init; }

    /// <summary>The two deployments between which a route moves, and the <c>model</c> in their answers.</summary>
    internal required IReadOnlyList<(string Name, string? Served)> Moves { get; init; }

    /// <summary>How long each scenario lasts.</summary>
    internal required TimeSpan During { get; init; }

    /// <summary>In percent of the rates that the scenarios have.</summary>
    internal required int Rate { get; init; }

    /// <summary>The goal for the 99th percentile of quick answers in milliseconds; null without one.</summary>
    internal int? P99 { get; init; }

    /// <summary>The names of those to run; empty is all that can be.</summary>
    internal required IReadOnlyList<string> Only { get; init; }

    /// <summary>Where reports go.</summary>
    internal required string Report { get; init; }

    /// <summary>Whether the target must bring nonces back, as <c>edge mock</c> does.</summary>
    internal required bool NoncesRequired { get; init; }

    /// <summary>Reads the command line; throws an <see cref="ArgumentException"/> that says what is wrong with it.</summary>
    internal static Options Read(Flags flags) => new()
    {
        Target = (flags.Text("target") ?? throw new ArgumentException("--target is missing: the base URL, such as http://127.0.0.1:8080/v1.")).TrimEnd('/'),
        Key = flags.Text("key"),
        Model = flags.Text("model") ?? throw new ArgumentException("--model is missing: what to ask for."),
        Models = Pairs(flags.Text("models")),
        Keys = List(flags.Text("keys") ?? flags.Text("key")),
        Revoked = List(flags.Text("revoked")),
        Control = flags.Text("control")?.TrimEnd('/'),
        Moves = Pairs(flags.Text("moves")) is { Length: 0 or 2 } moves ? moves : throw new ArgumentException("--moves takes two deployments: a=model,b=model."),
        During = TimeSpan.FromSeconds(flags.Text("seconds") is null ? 60 : flags["seconds"]),
        Rate = flags.Text("rate") is null ? 100 : flags["rate"],
        P99 = flags.Text("p99") is null ? null : flags["p99"],
        Only = List(flags.Text("scenarios")),
        Report = flags.Text("report") ?? "reports",
        NoncesRequired = flags.Text("nonces") switch
        {
            null or "auto" => false,
            "required" => true,
            _ => throw new ArgumentException("--nonces is 'auto' or 'required'."),
        },
    };

    private static string[] List(string? text) => text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static (string Name, string? Served)[] Pairs(string? text) =>
        [.. List(text).Select(pair => pair.Split('=') is [string name, string served] ? (name, served) : (pair, (string?)null))];
}
