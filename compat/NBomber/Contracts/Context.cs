namespace NBomber.Contracts;

/// <summary>The running copy of a scenario; copies are numbered from 0.</summary>
public sealed record ScenarioInfo(int InstanceNumber, string ScenarioName);

/// <summary>What preparing and tidying up know.</summary>
public interface IScenarioInitContext
{
    /// <summary>The scenario.</summary>
    ScenarioInfo ScenarioInfo { get; }
}

/// <summary>What an iteration knows. One iteration at a time uses it.</summary>
public interface IScenarioContext : IScenarioInitContext
{
    /// <summary>Which iteration of its copy this is, from 1 on.</summary>
    long InvocationNumber { get; }
    /// <summary>Cancelled when nobody waits for iterations any more.</summary>
    CancellationToken ScenarioCancellationToken { get; }
}
