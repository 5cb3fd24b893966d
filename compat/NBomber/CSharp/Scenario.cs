namespace NBomber.CSharp;

/// <summary>Makes scenarios.</summary>
public static class Scenario
{
    /// <summary>A scenario whose iterations are <paramref name="run"/>.</summary>
    public static ScenarioProps Create(string name, Func<IScenarioContext, Task<IResponse>> run) =>
        new(name, run, null, null, TimeSpan.FromSeconds(30), [Simulation.KeepConstant(1, TimeSpan.FromMinutes(1))], []);
    /// <summary>What prepares it; an exception ends the run.</summary>
    public static ScenarioProps WithInit(this ScenarioProps scenario, Func<IScenarioInitContext, Task> initFunc) => scenario with { Init = initFunc };
    /// <summary>What tidies up behind it.</summary>
    public static ScenarioProps WithClean(this ScenarioProps scenario, Func<IScenarioInitContext, Task> cleanFunc) => scenario with { Clean = cleanFunc };
    /// <summary>How long it runs unmeasured before.</summary>
    public static ScenarioProps WithWarmUpDuration(this ScenarioProps scenario, TimeSpan duration) => scenario with { WarmUpDuration = duration };
    /// <summary>Measures it from the start.</summary>
    public static ScenarioProps WithoutWarmUp(this ScenarioProps scenario) => scenario.WithWarmUpDuration(TimeSpan.Zero);
    /// <summary>Its load, one stretch behind another.</summary>
    public static ScenarioProps WithLoadSimulations(this ScenarioProps scenario, params LoadSimulation[] loadSimulations) => scenario with { LoadSimulations = loadSimulations };
    /// <summary>What must be true of it.</summary>
    public static ScenarioProps WithThresholds(this ScenarioProps scenario, params Threshold[] thresholds) => scenario with { Thresholds = thresholds };
}
