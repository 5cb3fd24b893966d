namespace Edge.Http1;

/// <summary>The form of a request target (RFC 9112 §3.2).</summary>
internal enum TargetForm : byte
{
    /// <summary><c>/path?query</c>.</summary>
    Origin,

    /// <summary><c>http://host/path?query</c> where nothing needs to be normalised.</summary>
    Absolute,

    /// <summary><c>*</c>, an authority, or what only a full URI reader understands. No call has such a target.</summary>
    Other,
}
