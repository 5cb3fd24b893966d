namespace ConfigSync.Resources;

/// <summary>How each replica of a deployment is asked whether it is well: a <c>GET</c> that has to be answered with 2xx.</summary>
/// <param name="Path">The path that is asked for, at the replica's host and port: <c>/health</c>, <c>/v1/models</c>.</param>
/// <param name="Interval">From one question to the next; each is up to a fifth earlier or later, so that edges do not ask together.</param>
/// <param name="Timeout">How long an answer may take.</param>
/// <param name="UnhealthyAfter">So many failures in a row take a replica out.</param>
/// <param name="HealthyAfter">So many good answers in a row bring it back.</param>
public sealed record ProbeConfig(string Path, TimeSpan Interval, TimeSpan Timeout, int UnhealthyAfter, int HealthyAfter)
{
    /// <summary>What is not said: <c>/health</c> every 5 s, answered within 2 s; out after 3 failures, back after 2 good answers.</summary>
    public static readonly ProbeConfig Default = new("/health", TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2), 3, 2);
}
