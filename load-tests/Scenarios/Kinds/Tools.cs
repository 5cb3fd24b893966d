using Edge.LoadTests.Scenarios.Asking;
using Edge.LoadTests.Scenarios.Judging;
using NBomber.Contracts;
using NBomber.CSharp;

namespace Edge.LoadTests.Scenarios.Kinds;

/// <summary>What all scenarios work with.</summary>
internal sealed record Tools(Options Options, Gateway Gateway, Answer Judge)
{
    /// <summary>Asks, and judges an answer that is no stream.</summary>
    internal async Task<IResponse> AskAsync(IScenarioContext context, Question question, string? served = null)
    {
        using HttpResponseMessage answer = await Gateway.AskAsync(question, context.ScenarioCancellationToken);
        return await Judge.JudgeAsync(question, answer, served, context.ScenarioCancellationToken);
    }

    /// <summary>Asks for a stream, and judges it as a whole.</summary>
    internal async Task<IResponse> StreamAsync(IScenarioContext context, Question question)
    {
        using StreamAnswer stream = await OpenAsync(context, question);
        while (await stream.NextAsync(context.ScenarioCancellationToken))
        {
            // Judged where it is read.
        }
        return stream.Judge();
    }

    /// <summary>Asks for a stream; the caller reads it.</summary>
    internal async Task<StreamAnswer> OpenAsync(IScenarioContext context, Question question) =>
        await StreamAnswer.OpenAsync(Judge, question, await Gateway.AskAsync(question, context.ScenarioCancellationToken), context.ScenarioCancellationToken);

    /// <summary>A scenario in its turn that may have no wrong answer.</summary>
    internal static ScenarioProps Create(string name, Turn turn, LoadSimulation[] load, Func<IScenarioContext, Task<IResponse>> run, params Threshold[] more) =>
        Scenario.Create(name, run)
            .WithWarmUpDuration(turn.WarmUp)
            .WithLoadSimulations(load)
            .WithThresholds([Threshold.Create(stats => stats.Fail.Request.Count == 0), .. more]);

    /// <summary>What the 99th percentile must keep, if anything: of the scenario.</summary>
    internal Threshold[] Quick() => Options.P99 is { } goal ? [Threshold.Create(stats => stats.Ok.Latency.Percent99 <= goal)] : [];

    /// <summary>The same, of a step.</summary>
    internal Threshold[] Quick(string step) => Options.P99 is { } goal ? [Threshold.Create(step, stats => stats.Ok.Latency.Percent99 <= goal)] : [];
}
