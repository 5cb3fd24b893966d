using ConfigSync.Snapshots;
using Edge.Access;
using Edge.Forwarding;
using Edge.Http1;

namespace Edge.Drivers;

/// <summary>What the sessions of one loop, or of one connection, share. One thread at a time.</summary>
internal sealed class SessionServices
{
    /// <summary>Puts it together; <paramref name="forwarding"/> is that of the loop, the rest is the process's.</summary>
    internal SessionServices(SnapshotSource snapshots, ForwardingServices forwarding, SessionSettings settings)
    {
        (Snapshots, Forwarding, Settings) = (snapshots, forwarding, settings);
        Parser = new RequestHeadParser(settings.Limits);
        Requests = new RawRequest(settings.Limits);
        Date = new DateField(settings.Time, forwarding.Clock);
    }

    /// <summary>Where each request takes its snapshot from.</summary>
    internal SnapshotSource Snapshots { get; }

    /// <summary>What exchanges need.</summary>
    internal ForwardingServices Forwarding { get; }

    /// <summary>What is the same for all sessions of the process.</summary>
    internal SessionSettings Settings { get; }

    /// <summary>Holds a head only while it is being read.</summary>
    internal RequestHeadParser Parser { get; }

    /// <summary>Rewrites heads.</summary>
    internal RawRequest Requests { get; }

    /// <summary>Keys that were found before.</summary>
    internal KeyCache Keys { get; } = new();

    /// <summary>The field <c>Date</c> of now.</summary>
    internal DateField Date { get; }
}
