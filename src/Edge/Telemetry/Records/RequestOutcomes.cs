namespace Edge.Telemetry.Records;

/// <summary>The words for how requests end and how far they come, in metrics and logs.</summary>
internal static class RequestOutcomes
{
    /// <summary>The word for <paramref name="outcome"/>.</summary>
    internal static string Word(this RequestOutcome outcome) => outcome switch
    {
        RequestOutcome.Answered => "answered",
        RequestOutcome.Error => "error",
        RequestOutcome.Refused => "refused",
        RequestOutcome.Truncated => "truncated",
        RequestOutcome.Cancelled => "cancelled",
        _ => "failed",
    };

    /// <summary>The word for <paramref name="stage"/>.</summary>
    internal static string Word(this RequestStage stage) => stage switch
    {
        RequestStage.Intake => "intake",
        RequestStage.Leasing => "leasing",
        RequestStage.Awaiting => "awaiting",
        _ => "relaying",
    };
}
