using System.Buffers;
using System.Diagnostics;
using Edge.Balancing;
using NATS.Client.Core;

namespace Edge.Fleet;

/// <summary>
/// Tells the other edges over plain NATS what this one has at replicas, and lets what they tell count in even load. All speak on one subject.
/// Nothing is sent twice or stored: what is lost is made good by the next report, and without NATS each edge counts for itself.
/// </summary>
/// <param name="connection">The connection, which is opened and closed by others.</param>
/// <param name="bucket">The bucket that these edges follow: those of another one are another fleet.</param>
/// <param name="compared">The replicas of which it matters.</param>
/// <param name="time">Measures ages and pauses.</param>
internal sealed class LoadExchange(INatsConnection connection, string bucket, ComparedReplicas compared, TimeProvider time)
{
    /// <summary>How often an edge speaks at most.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly string _subject = $"edge.load.{bucket}";
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _report = new();
    private readonly Guid _self = Guid.NewGuid();
    private OwnLoads? _own;
    private PeerLoads? _peers;
    private volatile int _count;

    /// <summary>Other edges that told something within the last second.</summary>
    internal int Peers => _count;

    /// <summary>Speaks and listens until <paramref name="cancel"/>; then says that nothing is outstanding here any more.</summary>
    internal async Task RunAsync(CancellationToken cancel)
    {
        (_own, _peers) = (new OwnLoads(_self), new PeerLoads(_self));
        Task listening = ListenAsync(cancel);
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false))
            {
                if (Tick())
                    await SendAsync(cancel).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The way it ends.
        }
        await listening.ConfigureAwait(false);
        await EndAsync().ConfigureAwait(false);
    }

    private long Now => (long)time.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>Lets others count, and writes what is to be said; false when there is nothing.</summary>
    private bool Tick()
    {
        lock (_gate)
        {
            Debug.Assert(_own is not null && _peers is not null, "it runs");
            Replica[] replicas = compared.All;
            _peers.Refresh(replicas, Now);
            _count = _peers.Count;
            _report.ResetWrittenCount();
            return connection.ConnectionState == NatsConnectionState.Open && _own.TryWrite(replicas, Now, _report);
        }
    }

    private async Task ListenAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await foreach (NatsMsg<byte[]> message in connection.SubscribeAsync<byte[]>(_subject, cancellationToken: cancel).ConfigureAwait(false))
                    Take(message.Data ?? []);
            }
            catch (Exception e) when (e is NatsException or OperationCanceledException)
            {
                await Task.Delay(Period, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_peers!.Take(bytes, Now) == ReportFate.TakenFromNewPeer)
                _own!.TellWhole();
        }
    }

    private async ValueTask SendAsync(CancellationToken cancel)
    {
        try
        {
            await connection.PublishAsync(_subject, _report.WrittenMemory.ToArray(), cancellationToken: cancel).ConfigureAwait(false);
        }
        catch (NatsException)
        {
            // The next report makes it good.
        }
    }

    private async ValueTask EndAsync()
    {
        lock (_gate)
        {
            _peers!.Clear();
            _count = 0;
            _report.ResetWrittenCount();
            _own!.WriteEnd(_report);
        }
        using var patience = new CancellationTokenSource(Period, time);
        if (connection.ConnectionState != NatsConnectionState.Open)
            return;
        try
        {
            await SendAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Others forget a silent edge within a second.
        }
    }
}
