namespace Edge.Control.Api;

/// <summary>A table of operations by method and place.</summary>
internal sealed class ControlOperations : IControlCollection
{
    private readonly Dictionary<(string Method, bool IsOne, string Verb), ControlOperation> _all = [];

    /// <summary>Adds one that looks.</summary>
    internal ControlOperations Read(string method, bool isOne, string verb, Func<ControlCall, string, string, Task<ControlAnswer>> run) =>
        Add(method, isOne, verb, new ControlOperation(false, run));

    /// <summary>Adds one that changes things.</summary>
    internal ControlOperations Write(string method, bool isOne, string verb, Func<ControlCall, string, string, Task<ControlAnswer>> run) =>
        Add(method, isOne, verb, new ControlOperation(true, run));

    /// <inheritdoc/>
    public ControlOperation? Find(string method, bool isOne, string verb, out bool isKnown)
    {
        isKnown = _all.Keys.Any(key => key.IsOne == isOne && key.Verb == verb);
        return _all.GetValueOrDefault((method, isOne, verb));
    }

    /// <inheritdoc/>
    public IEnumerable<ControlForm> FormsIn(string collection) =>
        _all.Select(one => new ControlForm(one.Key.Method, ControlPath.FormOf(collection, one.Key.IsOne, one.Key.Verb), one.Value.Writes));

    private ControlOperations Add(string method, bool isOne, string verb, ControlOperation operation)
    {
        _all.Add((method, isOne, verb), operation);
        return this;
    }
}
