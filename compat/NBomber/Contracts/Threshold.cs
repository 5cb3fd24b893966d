using System.Runtime.CompilerServices;

namespace NBomber.Contracts;

/// <summary>What must be true of the figures at the end.</summary>
public sealed record Threshold(string StepName, string Text, Func<ScenarioStats, bool> Check)
{
    /// <summary>What must be true of a scenario. The second text is what the compiler saw, for reports.</summary>
    public static Threshold Create(Func<ScenarioStats, bool> checkScenario, [CallerArgumentExpression(nameof(checkScenario))] string text = "") => new("", text, checkScenario);
    /// <summary>What must be true of a step; of one that never ran it is.</summary>
    public static Threshold Create(string stepName, Func<StepStats, bool> checkStep, [CallerArgumentExpression(nameof(checkStep))] string text = "") =>
        new(stepName, text, stats => stats.StepStats.Find(stepName) is not { } step || checkStep(step));
}
