using Edge.LoadTests.Scenarios.Asking;
using NBomber.Contracts;
using NBomber.CSharp;

namespace Edge.LoadTests.Scenarios.Kinds;

/// <summary>Keys that must be let in, and every third time one that was revoked and must be answered 401.</summary>
internal static class KeyMix
{
    internal static ScenarioProps Create(Tools tools, Turn turn) =>
        Tools.Create("key_mix", turn, turn.Requests(100), context => RunAsync(tools, context), tools.Quick());

    private static async Task<IResponse> RunAsync(Tools tools, IScenarioContext context)
    {
        bool revoked = Random.Shared.Next(3) == 0;
        IReadOnlyList<string> keys = revoked ? tools.Options.Revoked : tools.Options.Keys;
        var question = new Question(tools.Options.Model, Prompts.Short) { Key = keys[Random.Shared.Next(keys.Count)] };
        if (!revoked)
            return await tools.AskAsync(context, question);
        using HttpResponseMessage answer = await tools.Gateway.AskAsync(question, context.ScenarioCancellationToken);
        long bytes = (await answer.Content.ReadAsByteArrayAsync(context.ScenarioCancellationToken)).Length;
        return (int)answer.StatusCode == 401 ? Response.Ok(statusCode: "401", sizeBytes: bytes)
            : Response.Fail(statusCode: $"revoked_{(int)answer.StatusCode}", message: "a revoked key was not answered 401", sizeBytes: bytes);
    }
}
