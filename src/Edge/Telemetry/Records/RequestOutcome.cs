namespace Edge.Telemetry.Records;

/// <summary>How a request, or one attempt of it, ended.</summary>
internal enum RequestOutcome : byte
{
    /// <summary>A replica's answer was passed on whole, with a status below 500.</summary>
    Answered,

    /// <summary>A replica's answer was passed on whole, and says with a status from 500 on that the replica failed.</summary>
    Error,

    /// <summary>Edge refused it: the caller's mistake, or a bound of policy.</summary>
    Refused,

    /// <summary>No answer came of it, for a fault of a replica or of Edge.</summary>
    Failed,

    /// <summary>An answer had begun and broke off.</summary>
    Truncated,

    /// <summary>The caller left.</summary>
    Cancelled,
}
