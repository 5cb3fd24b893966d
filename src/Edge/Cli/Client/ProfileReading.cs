namespace Edge.Cli.Client;

/// <summary>What came of reading profiles: a profile or a problem, and perhaps a warning.</summary>
/// <param name="Profile">The profile; null when there is a problem.</param>
/// <param name="Problem">What is wrong, with the file and the fix; empty when nothing is.</param>
/// <param name="Warning">What works but should not stay so; empty when nothing is.</param>
internal sealed record ProfileReading(Profile? Profile, string Problem = "", string Warning = "")
{
    /// <summary>A reading that failed.</summary>
    internal static ProfileReading Bad(string problem) => new(null, problem);
}
