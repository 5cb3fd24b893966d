namespace Edge.LoadTests.Chaos.Audit;

/// <summary>How it went on for a caller until it stopped.</summary>
internal enum Ending : byte
{
    /// <summary>The answer has ended, by its framing.</summary>
    Over,

    /// <summary>The connection ended or broke before that.</summary>
    Closed,

    /// <summary>The caller left.</summary>
    Left,

    /// <summary>Nothing came for longer than all timeouts together.</summary>
    Hung,

    /// <summary>There was no connection to begin with.</summary>
    Unconnected,
}
