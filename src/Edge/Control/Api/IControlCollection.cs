namespace Edge.Control.Api;

/// <summary>The resources of one kind, as the control API has them.</summary>
internal interface IControlCollection
{
    /// <summary>What a method does there.</summary>
    /// <param name="method">The method.</param>
    /// <param name="isOne">Whether the path names one resource, and not all.</param>
    /// <param name="verb">What stands behind the colon; empty for nothing.</param>
    /// <param name="isKnown">Whether some method does something there.</param>
    ControlOperation? Find(string method, bool isOne, string verb, out bool isKnown);

    /// <summary>The form of every call there is.</summary>
    /// <param name="collection">What the collection is called in paths.</param>
    IEnumerable<ControlForm> FormsIn(string collection);
}

/// <summary>Something the control API can do.</summary>
/// <param name="Writes">Whether it changes things.</param>
/// <param name="Run">Does it, for an account and an id, which is empty for all.</param>
internal sealed record ControlOperation(bool Writes, Func<ControlCall, string, string, Task<ControlAnswer>> Run);
