namespace Edge.Telemetry.Records;

/// <summary>Which call a request was, by its path: one of few, so that it can be a label.</summary>
internal enum CallOperation : byte
{
    /// <summary>A path that has no name here.</summary>
    Other,

    /// <summary><c>chat/completions</c>.</summary>
    Chat,

    /// <summary><c>completions</c>.</summary>
    Completions,

    /// <summary><c>responses</c>.</summary>
    Responses,

    /// <summary><c>messages</c>.</summary>
    Messages,

    /// <summary><c>embeddings</c>.</summary>
    Embeddings,

    /// <summary><c>rerank</c>.</summary>
    Rerank,

    /// <summary><c>score</c>.</summary>
    Score,

    /// <summary><c>moderations</c>.</summary>
    Moderations,

    /// <summary><c>models</c> and <c>models/{id}</c>.</summary>
    Models,

    /// <summary><c>usage</c>.</summary>
    Usage,
}
