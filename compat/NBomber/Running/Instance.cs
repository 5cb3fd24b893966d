using NBomber.CSharp;

namespace NBomber.Running;

/// <summary>A copy of a scenario. One iteration at a time.</summary>
internal sealed class Instance(ScenarioRun run, int number) : IScenarioContext
{
    public ScenarioInfo ScenarioInfo { get; } = new(number, run.Props.ScenarioName);
    public long InvocationNumber { get; private set; }
    public CancellationToken ScenarioCancellationToken => run.Abandoned;

    /// <summary>Runs an iteration; <paramref name="due"/> is the timestamp its latency counts from, null where that is its start.</summary>
    internal Task IterateAsync(long? due)
    {
        InvocationNumber++;
        return MeasureAsync("", due, () => run.Props.Run(this));
    }

    /// <summary>Runs and measures a step, or without a name the iteration. Never throws.</summary>
    internal async Task MeasureAsync(string step, long? due, Func<Task<IResponse>> body)
    {
        long from = due ?? Stopwatch.GetTimestamp();
        IResponse response;
        try
        {
            response = await body();
        }
        catch (Exception e)
        {
            response = e switch
            {
                StepFailedException => Response.Fail(),
                OperationCanceledException => Response.Fail("-100", "operation timeout"),
                _ => Response.Fail("-101", e.Message),
            };
        }
        run.Meter(step).Add(run.Now, Stopwatch.GetElapsedTime(from), response);
    }
}

/// <summary>Ends an iteration one of whose steps failed.</summary>
internal sealed class StepFailedException : Exception;
