using System.Runtime.CompilerServices;

namespace Edge.Drivers;

/// <summary>A <see cref="Leg{T}"/> for calls without a result.</summary>
/// <param name="ready">Tells the exchange that <see cref="Take"/> can be called.</param>
internal sealed class VoidLeg(Action ready)
{
    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _awaiter;

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
    internal bool Start(ValueTask call)
    {
        _awaiter = call.ConfigureAwait(false).GetAwaiter();
        if (_awaiter.IsCompleted)
            return true;
        Pending = true;
        _awaiter.UnsafeOnCompleted(ready);
        return false;
    }

    /// <summary>Throws what the call threw.</summary>
    internal void Take()
    {
        Pending = false;
        _awaiter.GetResult();
    }
}
