using Edge.LoadTests.Scenarios.Asking;
using NBomber.Contracts;

namespace Edge.LoadTests.Scenarios.Kinds;

/// <summary>Conversations of 220 KB, with the model behind them.</summary>
internal static class LongContext
{
    /// <summary>Some 55 000 tokens.</summary>
    private const int Bytes = 220_000;

    /// <summary>The same for all requests.</summary>
    internal static readonly ReadOnlyMemory<byte> Content = Prompts.Long(Bytes);

    internal static ScenarioProps Create(Tools tools, Turn turn) => Tools.Create(
        "long_context", turn, turn.Requests(20), context => tools.AskAsync(context, new Question(tools.Options.Model, Content)), tools.Quick());
}
