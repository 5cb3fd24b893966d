namespace Edge.Http1;

/// <summary>What one step of reading an answer found.</summary>
internal enum ResponseStep : byte
{
    /// <summary>All input was consumed; more is needed.</summary>
    NeedMore,

    /// <summary>The head of the final answer is complete. Comes once.</summary>
    Head,

    /// <summary>A slice of the input is body, with chunk framing taken away; never empty.</summary>
    Payload,

    /// <summary>The answer is complete; bytes still in the input do not belong to it.</summary>
    End,

    /// <summary>This is no answer we accept; the connection is out of step and must be closed.</summary>
    Malformed,
}
