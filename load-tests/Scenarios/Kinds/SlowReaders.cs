using Edge.LoadTests.Scenarios.Asking;
using NBomber.Contracts;

namespace Edge.LoadTests.Scenarios.Kinds;

/// <summary>Callers that take their answer of 1 MB, where the mock fills it up, 32 KiB at a time with a rest in between.</summary>
internal static class SlowReaders
{
    private const int AnswerBytes = 1_000_000;
    private const int Piece = 32 * 1024;

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(20);

    internal static ScenarioProps Create(Tools tools, Turn turn) => Tools.Create("slow_readers", turn, turn.Callers(20), context => RunAsync(tools, context));

    private static async Task<IResponse> RunAsync(Tools tools, IScenarioContext context)
    {
        var question = new Question(tools.Options.Model, Prompts.Short) { AnswerBytes = AnswerBytes };
        using HttpResponseMessage answer = await tools.Gateway.AskAsync(question, context.ScenarioCancellationToken);
        await using Stream body = await answer.Content.ReadAsStreamAsync(context.ScenarioCancellationToken);
        using var read = new MemoryStream(AnswerBytes);
        byte[] piece = new byte[Piece];
        for (int taken; (taken = await body.ReadAtLeastAsync(piece, Piece, throwOnEndOfStream: false, context.ScenarioCancellationToken)) > 0;)
        {
            read.Write(piece, 0, taken);
            await Task.Delay(Rest, context.ScenarioCancellationToken);
        }
        return tools.Judge.Judge(question, (int)answer.StatusCode, read.GetBuffer().AsMemory(0, (int)read.Length), null);
    }
}
