namespace Edge.Mock;

/// <summary>The calls the mock knows.</summary>
internal enum MockCall
{
    /// <summary>None of them.</summary>
    Unknown,

    /// <summary><c>POST …/chat/completions</c>.</summary>
    Chat,

    /// <summary><c>POST …/completions</c>.</summary>
    Completions,

    /// <summary><c>POST …/embeddings</c>.</summary>
    Embeddings,

    /// <summary><c>POST …/responses</c>.</summary>
    Responses,

    /// <summary><c>POST …/messages</c>.</summary>
    Messages,

    /// <summary><c>POST …/moderations</c>.</summary>
    Moderations,

    /// <summary><c>POST …/rerank</c>.</summary>
    Rerank,

    /// <summary><c>POST …/score</c>.</summary>
    Score,

    /// <summary><c>GET …/models</c> and <c>GET …/models/{id}</c>.</summary>
    Models,

    /// <summary><c>GET /mock/requests</c>.</summary>
    MockRequests,

    /// <summary><c>GET /mock/stats</c>.</summary>
    MockStats,

    /// <summary><c>POST /mock/reset</c>.</summary>
    MockReset,

    /// <summary><c>POST /mock/fault</c>.</summary>
    MockFault,
}
