using Edge.LoadTests.Scenarios.Asking;
using NBomber.Contracts;

namespace Edge.LoadTests.Scenarios.Kinds;

/// <summary>A mix for hours: of 16 requests 10 are small, 5 streams, 1 a long context.</summary>
internal static class Soak
{
    internal static ScenarioProps Create(Tools tools, Turn turn) => Tools.Create("soak", turn, turn.Requests(60), context => Random.Shared.Next(16) switch
    {
        < 10 => tools.AskAsync(context, new Question(tools.Options.Model, Prompts.Short)),
        < 15 => tools.StreamAsync(context, new Question(tools.Options.Model, Prompts.Short) { Stream = true }),
        _ => tools.AskAsync(context, new Question(tools.Options.Model, LongContext.Content)),
    });
}
