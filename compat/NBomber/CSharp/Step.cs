namespace NBomber.CSharp;

/// <summary>Measures a part of an iteration by itself.</summary>
public static class Step
{
    /// <summary>Runs and measures a step. One that fails ends its iteration as failed.</summary>
    public static async Task<Response<T>> Run<T>(string name, IScenarioContext context, Func<Task<Response<T>>> run)
    {
        Response<T>? response = null;
        await ((Instance)context).MeasureAsync(name, null, async () => response = await run());
        return response is { IsError: false } ? response : throw new StepFailedException();
    }
}
