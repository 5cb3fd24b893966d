namespace NBomber.Contracts;

/// <summary>
/// A stretch of load, made by <see cref="CSharp.Simulation"/>. Open is one whose starts are set by the clock; its level are starts a second, else copies
/// at once. One that ramps grows (or shrinks) evenly from where the one before ended.
/// </summary>
public sealed record LoadSimulation(bool Open, double Level, TimeSpan During, string Text, bool Ramps = false);

/// <summary>A scenario and how it is to run. Made by <see cref="CSharp.Scenario"/>.</summary>
public sealed record ScenarioProps(
    string ScenarioName, Func<IScenarioContext, Task<IResponse>> Run, Func<IScenarioInitContext, Task>? Init, Func<IScenarioInitContext, Task>? Clean,
    TimeSpan WarmUpDuration, IReadOnlyList<LoadSimulation> LoadSimulations, IReadOnlyList<Threshold> Thresholds);

/// <summary>What is to run and to be reported. Made by <see cref="CSharp.NBomberRunner"/>.</summary>
public sealed record NBomberContext(
    IReadOnlyList<ScenarioProps> Scenarios, string ReportFolder, string ReportFileName, IReadOnlyList<ReportFormat> ReportFormats);
