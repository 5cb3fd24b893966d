namespace NBomber.Contracts;

/// <summary>Figures by name; null where there is none.</summary>
public static class StatsExtensions
{
    /// <summary>The scenario of this name.</summary>
    public static ScenarioStats? Find(this ScenarioStats[] scenarioStats, string name) => Array.Find(scenarioStats, stats => stats.ScenarioName == name);
    /// <summary>The step of this name.</summary>
    public static StepStats? Find(this StepStats[] stepStats, string name) => Array.Find(stepStats, stats => stats.StepName == name);
}
