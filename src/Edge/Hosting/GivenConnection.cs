using Edge.Transport;

namespace Edge.Hosting;

/// <summary>A connection on its way to Kestrel.</summary>
/// <param name="Descriptor">On no loop any more; owned.</param>
/// <param name="Prefix">What was received of it.</param>
/// <param name="Gate">Where it is counted, if anywhere.</param>
internal readonly record struct GivenConnection(int Descriptor, byte[] Prefix, ConnectionGate? Gate)
{
    /// <summary>Closes it, since nobody takes it.</summary>
    internal void Refuse()
    {
        LoopSocket.Close(Descriptor);
        Gate?.Leave();
    }
}
