using System.Net.Sockets;

namespace Edge.LoadTests.Common.Links;

/// <summary>One direction of one connection: reads, holds back, passes on. One task.</summary>
internal sealed class Flow(LinkConnection connection, Socket from, Socket to, FlowFaults faults, Random random)
{
    /// <summary>Bytes under way at a time; the kernel is asked to keep no more than as many, so that the end of a sender is soon seen.</summary>
    internal const int Window = 64 * 1024;

    // A limit is kept in steps of so much, not in one long wait for all that was read.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly byte[] _buffer = new byte[faults.BytesPerSecond > 0 ? Math.Clamp((int)(faults.BytesPerSecond * Step.TotalSeconds), 1, Window) : Window];
    private long _passed;
    private long _due;
    private bool _isDropping;

    /// <summary>Runs until the sender has ended, or either side broke. Never throws.</summary>
    internal async Task RunAsync()
    {
        try
        {
            EndIfDue();
            int read;
            while ((read = await from.ReceiveAsync(_buffer.AsMemory())) > 0)
                await PassAsync(read);
            await HoldAsync(faults.CloseDelay);
            if (connection.IsSilent || (_isDropping && faults.End == FlowEnd.Silence))
                connection.Reset();
            else if (!_isDropping && !connection.IsCut)
                to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            await HoldAsync(faults.CloseDelay);
            connection.Reset();
        }
    }

    private async ValueTask PassAsync(int read)
    {
        if (_isDropping || connection.IsSilent || connection.IsCut)
            return;
        await HoldAsync(faults.Delay + (random.NextDouble() * faults.Jitter));
        int let = faults.End == FlowEnd.None ? read : (int)Math.Min(read, faults.EndAfter - _passed);
        for (int sent = 0; sent < let;)
        {
            int piece = faults.PieceBytes > 0 ? Math.Min(faults.PieceBytes, let - sent) : let - sent;
            await SendAsync(_buffer.AsMemory(sent, piece));
            sent += piece;
            await HoldAsync(faults.Pause);
        }
        _passed += let;
        await KeepLimitAsync(let);
        EndIfDue();
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await to.SendAsync(bytes)..];
    }

    private void EndIfDue()
    {
        if (faults.End == FlowEnd.None || _isDropping || _passed < faults.EndAfter)
            return;
        _isDropping = true;
        switch (faults.End)
        {
            case FlowEnd.Cut:
                connection.Cut();
                break;
            case FlowEnd.HalfClose:
                to.Shutdown(SocketShutdown.Send);
                break;
            case FlowEnd.Reset:
                connection.Reset();
                break;
        }
    }

    private async ValueTask KeepLimitAsync(int bytes)
    {
        if (faults.BytesPerSecond == 0)
            return;
        long now = _time.GetTimestamp();
        _due = Math.Max(_due, now) + (bytes * _time.TimestampFrequency / faults.BytesPerSecond);
        await HoldAsync(_time.GetElapsedTime(now, _due));
    }

    private ValueTask HoldAsync(TimeSpan time) =>
        time > TimeSpan.Zero ? new ValueTask(Task.Delay(time, _time, CancellationToken.None)) : ValueTask.CompletedTask;
}
