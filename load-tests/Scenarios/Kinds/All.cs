using NBomber.Contracts;

namespace Edge.LoadTests.Scenarios.Kinds;

/// <summary>The scenarios by name, in their order.</summary>
internal static class All
{
    private static readonly (string Name, Func<Options, bool> Can, Func<Tools, Turn, ScenarioProps[]> Create)[] Kinds =
    [
        ("chat", _ => true, (tools, turn) => [Chat.Create(tools, turn)]),
        ("streaming_chat", _ => true, (tools, turn) => [StreamingChat.Create(tools, turn)]),
        ("long_context", _ => true, (tools, turn) => [LongContext.Create(tools, turn)]),
        ("images", _ => true, (tools, turn) => [Images.Create(tools, turn)]),
        ("mixed_models", options => options.Models.Count > 0, (tools, turn) => [MixedModels.Create(tools, turn)]),
        ("route_change", options => options.Control is not null && options.Moves.Count == 2, RouteChange.Create),
        ("slow_readers", _ => true, (tools, turn) => [SlowReaders.Create(tools, turn)]),
        ("slow_senders", _ => true, (tools, turn) => [SlowSenders.Create(tools, turn)]),
        ("key_mix", options => options.Keys.Count > 0 && options.Revoked.Count > 0, (tools, turn) => [KeyMix.Create(tools, turn)]),
        ("soak", _ => true, (tools, turn) => [Soak.Create(tools, turn)]),
    ];

    /// <summary>Those that were asked for, or all that the command line has enough for. Throws an <see cref="ArgumentException"/> for one it has not.</summary>
    internal static string[] Names(Options options)
    {
        foreach (string name in options.Only)
        {
            if (!Kinds.Any(kind => kind.Name == name))
                throw new ArgumentException($"There is no scenario '{name}': {string.Join(", ", Kinds.Select(kind => kind.Name))}.");
            if (!Kinds.Single(kind => kind.Name == name).Can(options))
                throw new ArgumentException($"'{name}' needs more: mixed_models --models, route_change --control and --moves, key_mix --keys and --revoked.");
        }
        return [.. Kinds.Where(kind => options.Only.Count == 0 ? kind.Can(options) : options.Only.Contains(kind.Name)).Select(kind => kind.Name)];
    }

    /// <summary>One turn behind another, with up to two seconds between them in which the answers of one come in.</summary>
    internal static ScenarioProps[] Create(Tools tools, string[] names) =>
    [
        .. names.SelectMany((name, place) => Kinds.Single(kind => kind.Name == name).Create(
            tools, new Turn(place * (tools.Options.During + TimeSpan.FromSeconds(Math.Clamp(tools.Options.During.TotalSeconds / 4, 0, 2))), tools.Options.During, tools.Options.Rate))),
    ];
}
