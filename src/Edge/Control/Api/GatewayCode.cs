namespace Edge.Control.Api;

/// <summary>Codes of <c>google.rpc.Code</c> (specs/fireworks.md, Error numbers).</summary>
internal enum GatewayCode
{
    /// <summary>Fine.</summary>
    Ok = 0,

    /// <summary>The request says what cannot be.</summary>
    InvalidArgument = 3,

    /// <summary>It did not end in time.</summary>
    DeadlineExceeded = 4,

    /// <summary>There is no such thing.</summary>
    NotFound = 5,

    /// <summary>There is such a thing already.</summary>
    AlreadyExists = 6,

    /// <summary>The key is good, but not for this.</summary>
    PermissionDenied = 7,

    /// <summary>It is too much.</summary>
    ResourceExhausted = 8,

    /// <summary>Something else must be done before.</summary>
    FailedPrecondition = 9,

    /// <summary>Somebody else's write came first.</summary>
    Aborted = 10,

    /// <summary>There is no such call.</summary>
    Unimplemented = 12,

    /// <summary>A mistake of ours.</summary>
    Internal = 13,

    /// <summary>The store cannot be reached.</summary>
    Unavailable = 14,

    /// <summary>No key, or none that is known.</summary>
    Unauthenticated = 16,
}

/// <summary>What a code is called, and the status it comes with.</summary>
internal static class GatewayCodes
{
    /// <summary>The HTTP status.</summary>
    internal static int Status(this GatewayCode code) => code switch
    {
        GatewayCode.Ok => 200,
        GatewayCode.InvalidArgument or GatewayCode.FailedPrecondition => 400,
        GatewayCode.Unauthenticated => 401,
        GatewayCode.PermissionDenied => 403,
        GatewayCode.NotFound => 404,
        GatewayCode.AlreadyExists or GatewayCode.Aborted => 409,
        GatewayCode.ResourceExhausted => 429,
        GatewayCode.Unimplemented => 501,
        GatewayCode.Unavailable => 503,
        GatewayCode.DeadlineExceeded => 504,
        _ => 500,
    };

    /// <summary>Its name, as in <c>status.code</c> of a resource.</summary>
    internal static string Name(this GatewayCode code) => code switch
    {
        GatewayCode.Ok => "OK",
        GatewayCode.InvalidArgument => "INVALID_ARGUMENT",
        GatewayCode.DeadlineExceeded => "DEADLINE_EXCEEDED",
        GatewayCode.NotFound => "NOT_FOUND",
        GatewayCode.AlreadyExists => "ALREADY_EXISTS",
        GatewayCode.PermissionDenied => "PERMISSION_DENIED",
        GatewayCode.ResourceExhausted => "RESOURCE_EXHAUSTED",
        GatewayCode.FailedPrecondition => "FAILED_PRECONDITION",
        GatewayCode.Aborted => "ABORTED",
        GatewayCode.Unimplemented => "UNIMPLEMENTED",
        GatewayCode.Unavailable => "UNAVAILABLE",
        GatewayCode.Unauthenticated => "UNAUTHENTICATED",
        _ => "INTERNAL",
    };
}
