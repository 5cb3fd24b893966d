namespace Edge.Intake;

/// <summary>What a top-level key is to the scanner.</summary>
internal enum KeyMatch : byte
{
    /// <summary>Not of interest.</summary>
    Other,

    /// <summary>Not <c>model</c>, but some server could read it so.</summary>
    Lookalike,

    /// <summary>Exactly <c>model</c>.</summary>
    Model,
}
