namespace NBomber.Contracts.Stats;

/// <summary>How a report is written.</summary>
public enum ReportFormat
{
    /// <summary>One page with plots.</summary>
    Html = 1,
    /// <summary>A line for each scenario and step.</summary>
    Csv = 2,
    /// <summary>Markdown.</summary>
    Md = 3,
}

/// <summary>How often: in all, a second (pauses left out), and of all, good and failed.</summary>
public sealed record RequestStats(int Count, double RPS, double Percent);

/// <summary>How long, in milliseconds; of an open scenario from the instant when an iteration was due.</summary>
public sealed record LatencyStats(double MinMs, double MeanMs, double MaxMs, double Percent50, double Percent75, double Percent95, double Percent99, double StdDev);

/// <summary>How much.</summary>
public sealed record DataTransferStats(long MinBytes, long MeanBytes, long MaxBytes, long AllBytes);

/// <summary>How often one status came.</summary>
public sealed record StatusCodeStats(string StatusCode, bool IsError, string Message, int Count, double Percent);

/// <summary>The figures of what went well, or of what failed.</summary>
public sealed record MeasurementStats(RequestStats Request, LatencyStats Latency, DataTransferStats DataTransfer, StatusCodeStats[] StatusCodes);

/// <summary>The figures of a step.</summary>
public sealed record StepStats(string StepName, MeasurementStats Ok, MeasurementStats Fail);

/// <summary>The figures of a scenario.</summary>
public sealed record ScenarioStats(string ScenarioName, MeasurementStats Ok, MeasurementStats Fail, StepStats[] StepStats, TimeSpan Duration);

/// <summary>What came of a threshold.</summary>
public sealed record ThresholdResult(string ScenarioName, string StepName, string CheckExpression, bool IsFailed);

/// <summary>Everything that a run found.</summary>
public sealed record NodeStats(ScenarioStats[] ScenarioStats, ThresholdResult[] Thresholds);
