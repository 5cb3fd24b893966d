namespace Edge.Balancing;

/// <summary>Whether a replica is asked.</summary>
internal enum HealthState
{
    /// <summary>Like all others.</summary>
    InService,

    /// <summary>Less than others: it has come back, and its share grows.</summary>
    Warming,

    /// <summary>Not, until its time is over.</summary>
    Ejected,

    /// <summary>By one request, which shows whether it is well.</summary>
    Due,

    /// <summary>Not: that request is on its way.</summary>
    Probing,

    /// <summary>Not: it does not answer when it is asked whether it is well.</summary>
    Down,
}
