namespace Edge.Forwarding;

/// <summary>What a path under the data listeners asks for.</summary>
internal enum CallKind : byte
{
    /// <summary>Nothing lives here.</summary>
    Unknown,

    /// <summary>A POST that is routed by the body's <c>model</c>.</summary>
    Inference,

    /// <summary><c>GET …/models</c>.</summary>
    ModelList,

    /// <summary><c>GET …/models/{id}</c>.</summary>
    ModelOne,

    /// <summary><c>GET …/usage</c>.</summary>
    Usage,

    /// <summary>A call without a model that follows up on one by id.</summary>
    FollowUp,
}
