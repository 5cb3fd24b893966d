namespace Edge.Telemetry.Records;

/// <summary>How far a request had come.</summary>
internal enum RequestStage : byte
{
    /// <summary>Its head was refused, or its body was being read until the model was known.</summary>
    Intake,

    /// <summary>It waited for a connection to a replica.</summary>
    Leasing,

    /// <summary>It was being sent, or waited for the answer to begin.</summary>
    Awaiting,

    /// <summary>Its answer was passed on.</summary>
    Relaying,
}
