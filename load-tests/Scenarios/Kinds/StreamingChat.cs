using Edge.LoadTests.Scenarios.Asking;
using Edge.LoadTests.Scenarios.Judging;
using NBomber.Contracts;
using NBomber.CSharp;

namespace Edge.LoadTests.Scenarios.Kinds;

/// <summary>
/// Streams: <c>first_token</c> is from the request to its first piece of text, each <c>token_gap</c> from one piece to the next, the last one to the
/// end of the stream. An end mark and a finish reason must come, and nothing behind them.
/// </summary>
internal static class StreamingChat
{
    internal static ScenarioProps Create(Tools tools, Turn turn) =>
        Tools.Create("streaming_chat", turn, turn.Requests(25), context => RunAsync(tools, context), [.. tools.Quick("first_token"), .. tools.Quick("token_gap")]);

    private static async Task<IResponse> RunAsync(Tools tools, IScenarioContext context)
    {
        var question = new Question(tools.Options.Model, Prompts.Short) { Stream = true, Tokens = 32 };
        StreamAnswer? opened = null;
        try
        {
            Response<StreamAnswer> first = await Step.Run("first_token", context, async () =>
            {
                opened = await tools.OpenAsync(context, question);
                return await opened.NextAsync(context.ScenarioCancellationToken)
                    ? Response.Ok(payload: opened, statusCode: "200")
                    : Response.Fail<StreamAnswer>(statusCode: opened.Wrong ?? "no_text", message: opened.Detail);
            });
            StreamAnswer stream = first.Payload!.Value;
            for (bool more = true; more;)
            {
                await Step.Run("token_gap", context, async () =>
                {
                    more = await stream.NextAsync(context.ScenarioCancellationToken);
                    return stream.Wrong is { } wrong ? Response.Fail(statusCode: wrong, message: stream.Detail) : Response.Ok();
                });
            }
            return stream.Judge();
        }
        finally
        {
            opened?.Dispose();
        }
    }
}
