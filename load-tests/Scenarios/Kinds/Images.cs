using Edge.LoadTests.Scenarios.Asking;
using NBomber.Contracts;

namespace Edge.LoadTests.Scenarios.Kinds;

/// <summary>Pictures of 1 to 5 MiB within the question.</summary>
internal static class Images
{
    private static readonly Lazy<ReadOnlyMemory<byte>[]> Pictures = new(() => [.. Enumerable.Range(1, 5).Select(size => Prompts.Image(size << 20))]);

    internal static ScenarioProps Create(Tools tools, Turn turn) => Tools.Create("images", turn, turn.Requests(4), context =>
        tools.AskAsync(context, new Question(tools.Options.Model, Pictures.Value[(int)((context.ScenarioInfo.InstanceNumber + context.InvocationNumber) % 5)])));
}
