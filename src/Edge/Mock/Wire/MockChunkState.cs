namespace Edge.Mock.Wire;

/// <summary>What one step of <see cref="MockChunkDecoder"/> came to.</summary>
internal enum MockChunkState
{
    /// <summary>The input is used up; more is needed.</summary>
    More,

    /// <summary>The body ended; what is left of the input belongs to the next request.</summary>
    Done,

    /// <summary>The framing is broken.</summary>
    Bad,
}
