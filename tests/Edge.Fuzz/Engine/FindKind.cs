namespace Edge.Fuzz.Engine;

/// <summary>In which way an input is not read as it should be.</summary>
internal enum FindKind
{
    /// <summary>Otherwise than the twin reads it, or than it is read when it is cut elsewhere.</summary>
    Difference,

    /// <summary>An exception that nobody expects.</summary>
    Crash,

    /// <summary>It does not come to an end.</summary>
    Hang,
}
