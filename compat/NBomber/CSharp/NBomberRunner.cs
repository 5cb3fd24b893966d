namespace NBomber.CSharp;

/// <summary>Runs scenarios, all at the same time.</summary>
public static class NBomberRunner
{
    /// <summary>Begins to say what is to run.</summary>
    public static NBomberContext RegisterScenarios(params ScenarioProps[] scenarios) =>
        new(scenarios, "reports", "nbomber_report", Enum.GetValues<ReportFormat>());
    /// <summary>Where reports go.</summary>
    public static NBomberContext WithReportFolder(this NBomberContext context, string reportFolderPath) => context with { ReportFolder = reportFolderPath };
    /// <summary>Their name, without what the format adds.</summary>
    public static NBomberContext WithReportFileName(this NBomberContext context, string reportFileName) => context with { ReportFileName = reportFileName };
    /// <summary>Which reports are written.</summary>
    public static NBomberContext WithReportFormats(this NBomberContext context, params ReportFormat[] reportFormats) => context with { ReportFormats = reportFormats };
    /// <summary>Runs to the end and returns what was found. An exception of what prepares a scenario comes out here.</summary>
    public static NodeStats Run(this NBomberContext context) => Session.RunAsync(context).GetAwaiter().GetResult();
}
