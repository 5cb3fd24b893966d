namespace Edge.Hosting;

/// <summary>What Kestrel can be told for the whole process alone. In code, so that whoever hosts an <see cref="EdgeServer"/> gets the same.</summary>
internal static class KestrelSwitches
{
    /// <summary>Sets them; before the first Kestrel of the process is built, whoever's it is: it reads them once.</summary>
    internal static void Set()
    {
        // A broken answer is cut by FIN: a reset could destroy the error event still under way.
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.FinOnError", true);
        // A line of a head ends in CRLF: what ends it for one reader and not for the next one smuggles requests (RFC 9112 §2.2).
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);
    }
}
