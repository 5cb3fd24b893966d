namespace Shared.Hostile;

/// <summary>Whose promise a case is about: only those who give it are asked.</summary>
internal enum Promise
{
    /// <summary>HTTP itself: every proxy's.</summary>
    Http,

    /// <summary>What routes by <c>model</c> must read of a body what the model server reads.</summary>
    Routing,

    /// <summary>A decision of Edge.</summary>
    Edge,
}
