using System.Net.Sockets;

namespace Edge.LoadTests.Common.Links;

/// <summary>One connection of a link: the caller's socket and the one to the target, with a <see cref="Flow"/> each way. Safe from any thread.</summary>
internal sealed class LinkConnection
{
    /// <summary>How long both sides have to end what was cut, before they are reset.</summary>
    private static readonly TimeSpan CutTime = TimeSpan.FromSeconds(2);

    private readonly Socket _caller;
    private readonly Socket _target;
    private readonly Action _ended;
    private volatile LinkFaults _faults;
    private int _isOver;

    internal LinkConnection(Socket caller, Socket target, LinkFaults faults, Action ended) => (_caller, _target, _faults, _ended) = (caller, target, faults, ended);

    /// <summary>What happens on it from now on. When it changes, bytes are counted anew from the next one.</summary>
    internal LinkFaults Faults { get => _faults; set => _faults = value; }

    /// <summary>Whether nothing passes any more, with both sides open.</summary>
    internal bool IsSilent { get; private set; }

    /// <summary>Whether bytes of one direction were dropped and nobody was told.</summary>
    internal bool HasHole { get; set; }

    /// <summary>Whether an end has come that is told, soon if not yet.</summary>
    internal bool IsEnding { get; set; }

    /// <summary>Whether both sides were told that the other has ended.</summary>
    internal bool IsCut { get; private set; }

    /// <summary>An end that its faults ask for has come.</summary>
    internal void NoteEnd() => _ended();

    /// <summary>Passes bytes until both directions are over, then closes both sides.</summary>
    internal async Task RunAsync()
    {
        var toTarget = new Flow(this, _caller, _target, faults => faults.ToTarget, new Random(_faults.Seed));
        var toCaller = new Flow(this, _target, _caller, faults => faults.ToCaller, new Random(~_faults.Seed));
        await Task.WhenAll(toTarget.RunAsync(), toCaller.RunAsync());
        Close(reset: false);
    }

    /// <summary>From now on nothing passes, and nobody is told, until either side ends: then both get a reset.</summary>
    internal void Silence() => IsSilent = true;

    /// <summary>Ends both sides in good order, as far as they can see.</summary>
    internal void Cut()
    {
        if (IsCut)
            return;
        IsCut = true;
        try
        {
            _caller.Shutdown(SocketShutdown.Send);
            _target.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It has ended already.
        }
        _ = ResetLaterAsync();
    }

    /// <summary>Resets both sides.</summary>
    internal void Reset() => Close(reset: true);

    private async Task ResetLaterAsync()
    {
        await Task.Delay(CutTime, TimeProvider.System, CancellationToken.None);
        Reset();
    }

    private void Close(bool reset)
    {
        if (Interlocked.Exchange(ref _isOver, 1) != 0)
            return;
        Close(_caller, reset);
        Close(_target, reset);
    }

    private static void Close(Socket socket, bool reset)
    {
        try
        {
            if (reset)
                socket.LingerState = new LingerOption(true, 0);
        }
        catch (SocketException)
        {
            // The peer was faster.
        }
        socket.Dispose();
    }
}
