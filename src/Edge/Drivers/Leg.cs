using System.Runtime.CompilerServices;

namespace Edge.Drivers;

/// <summary>
/// One direction of an exchange's I/O: at most one call under way. Completion runs a delegate made once, so that waiting
/// allocates nothing. Used by the exchange's thread alone; only the delegate runs elsewhere.
/// </summary>
/// <param name="ready">Tells the exchange that <see cref="Take"/> can be called.</param>
internal sealed class Leg<T>(Action ready)
{
    private ConfiguredValueTaskAwaitable<T>.ConfiguredValueTaskAwaiter _awaiter;

    /// <summary>Whether a call is under way.</summary>
    internal bool Pending { get; private set; }

    /// <summary>Ends a call that is over without looking at how.</summary>
    internal void Settle()
    {
        if (!Pending || !_awaiter.IsCompleted)
            return;
        try
        {
            Take();
        }
        catch (Exception)
        {
            // Nobody wants to know any more.
        }
    }

    /// <summary>Begins; true when the call is already over, else the delegate will say so.</summary>
    internal bool Start(ValueTask<T> call)
    {
        _awaiter = call.ConfigureAwait(false).GetAwaiter();
        if (_awaiter.IsCompleted)
            return true;
        Pending = true;
        _awaiter.UnsafeOnCompleted(ready);
        return false;
    }

    /// <summary>The call's result, or its exception.</summary>
    internal T Take()
    {
        Pending = false;
        return _awaiter.GetResult();
    }
}
