using Edge.Transport;

namespace Edge.Tests.Transport;

/// <summary>Sends back what it gets, in the manner of a real handler: bounded turns, and nothing is received while something is unsent.</summary>
internal sealed class EchoHandle(EventLoop loop) : LoopHandle
{
    private const int PerTurn = 256 * 1024;
    private readonly byte[] _unsent = new byte[EventLoop.ScratchSize];
    private int _from;
    private int _to;

    internal long Received { get; private set; }

    internal int Events { get; private set; }

    internal int Turns { get; private set; }

    /// <summary>Sends that the kernel took in part.</summary>
    internal int PartialSends { get; private set; }

    internal bool SawEnd { get; private set; }

    internal int Error { get; private set; }

    internal override void OnReady(Readiness events)
    {
        Events++;
        Pump();
    }

    internal override void OnTurn()
    {
        Turns++;
        Pump();
    }

    private void Pump()
    {
        for (int done = 0; done < PerTurn;)
        {
            if (!TrySendRest())
                return;
            nint got = LoopSocket.Receive(Descriptor, loop.Scratch);
            if (got == -Errno.Again)
                return;
            if (got <= 0)
            {
                (SawEnd, Error) = (got == 0, (int)-got);
                loop.Close(this);
                return;
            }
            Received += got;
            done += (int)got;
            loop.Scratch[..(int)got].CopyTo(_unsent);
            (_from, _to) = (0, (int)got);
        }
        loop.Again(this);
    }

    private bool TrySendRest()
    {
        while (_from < _to)
        {
            nint sent = LoopSocket.Send(Descriptor, _unsent.AsSpan(_from.._to));
            if (sent == -Errno.Again)
                return false;
            if (sent < 0)
            {
                Error = (int)-sent;
                loop.Close(this);
                return false;
            }
            _from += (int)sent;
            if (_from < _to)
                PartialSends++;
        }
        return true;
    }
}
