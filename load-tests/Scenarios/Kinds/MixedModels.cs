using Edge.LoadTests.Scenarios.Asking;
using NBomber.Contracts;

namespace Edge.LoadTests.Scenarios.Kinds;

/// <summary>Many models, drawn at random; each must be answered by the model that serves it.</summary>
internal static class MixedModels
{
    internal static ScenarioProps Create(Tools tools, Turn turn) => Tools.Create("mixed_models", turn, turn.Requests(100), context =>
    {
        (string name, string? served) = tools.Options.Models[Random.Shared.Next(tools.Options.Models.Count)];
        return tools.AskAsync(context, new Question(name, Prompts.Short), served);
    }, tools.Quick());
}
