using Edge.LoadTests.Scenarios.Asking;
using NBomber.Contracts;

namespace Edge.LoadTests.Scenarios.Kinds;

/// <summary>Callers that send 64 KB, 4 KiB at a time with a rest in between.</summary>
internal static class SlowSenders
{
    private static readonly ReadOnlyMemory<byte> Content = Prompts.Long(64_000);

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    internal static ScenarioProps Create(Tools tools, Turn turn) => Tools.Create(
        "slow_senders", turn, turn.Callers(20), context => tools.AskAsync(context, new Question(tools.Options.Model, Content) { Pace = Rest }));
}
