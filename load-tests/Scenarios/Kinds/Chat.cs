using Edge.LoadTests.Scenarios.Asking;
using NBomber.Contracts;

namespace Edge.LoadTests.Scenarios.Kinds;

/// <summary>Small questions with small answers.</summary>
internal static class Chat
{
    internal static ScenarioProps Create(Tools tools, Turn turn) => Tools.Create(
        "chat", turn, turn.Requests(100), context => tools.AskAsync(context, new Question(tools.Options.Model, Prompts.Short)), tools.Quick());
}
