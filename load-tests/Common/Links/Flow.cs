using System.Net.Sockets;

namespace Edge.LoadTests.Common.Links;

/// <summary>One direction of one connection: reads, holds back, passes on. One task.</summary>
/// <param name="connection">What it is a direction of; says which faults there are now.</param>
/// <param name="from">Who sends.</param>
/// <param name="to">Who receives.</param>
/// <param name="direction">Picks the faults of this direction.</param>
/// <param name="random">What jitter is drawn from.</param>
internal sealed class Flow(LinkConnection connection, Socket from, Socket to, Func<LinkFaults, FlowFaults> direction, Random random)
{
    /// <summary>Bytes under way at a time; the kernel is asked to keep no more than as many, so that the end of a sender is soon seen.</summary>
    internal const int Window = 64 * 1024;

    // A limit is kept in steps of so much, not in one long wait for all that was read.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly byte[] _buffer = new byte[Window];
    private LinkFaults? _counted;
    private long _passed;
    private long _due;
    private bool _isDropping;

    /// <summary>Runs until the sender has ended, or either side broke. Never throws.</summary>
    internal async Task RunAsync()
    {
        try
        {
            await EndIfDueAsync();
            int read;
            while ((read = await from.ReceiveAsync(_buffer.AsMemory(0, StepOf(Faults())))) > 0)
                await PassAsync(_buffer.AsMemory(0, read));
            await HoldAsync(Faults().CloseDelay);
            if (connection.IsSilent || (_isDropping && connection.HasHole))
                connection.Reset();
            else if (!_isDropping && !connection.IsCut)
                to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            await HoldAsync(Faults().CloseDelay);
            connection.Reset();
        }
    }

    /// <summary>Those of now. When they have changed, bytes are counted anew.</summary>
    private FlowFaults Faults()
    {
        LinkFaults all = connection.Faults;
        if (!ReferenceEquals(all, _counted))
            (_counted, _passed, _due) = (all, 0, 0);
        return direction(all);
    }

    private async ValueTask PassAsync(ReadOnlyMemory<byte> bytes)
    {
        bool isHeld = false;
        while (!bytes.IsEmpty && !_isDropping && !connection.IsSilent && !connection.IsCut)
        {
            FlowFaults faults = Faults();
            bool isHarmed = _passed >= faults.StartAfter;
            if (isHarmed && !isHeld)
            {
                isHeld = true;
                await HoldAsync(faults.Delay + (random.NextDouble() * faults.Jitter));
                // They may have been lifted meanwhile.
                continue;
            }
            int piece = PieceOf(faults, bytes.Length);
            await SendAsync(bytes[..piece]);
            bytes = bytes[piece..];
            _passed += piece;
            if (isHarmed)
            {
                await HoldAsync(faults.Pause);
                await KeepLimitAsync(faults, piece);
            }
            await EndIfDueAsync();
        }
    }

    /// <summary>How many bytes leave at once: none when the end is due.</summary>
    private int PieceOf(FlowFaults faults, int bytes)
    {
        long most = bytes;
        if (_passed < faults.StartAfter)
            most = Math.Min(most, faults.StartAfter - _passed);
        else if (faults.PieceBytes > 0)
            most = Math.Min(most, faults.PieceBytes);
        if (_passed >= faults.StartAfter)
            most = Math.Min(most, StepOf(faults));
        return (int)(faults.End == FlowEnd.None ? most : Math.Clamp(faults.EndAfter - _passed, 0, most));
    }

    private static int StepOf(FlowFaults faults) =>
        faults.BytesPerSecond > 0 ? Math.Clamp((int)(faults.BytesPerSecond * Step.TotalSeconds), 1, Window) : Window;

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await to.SendAsync(bytes)..];
    }

    private async ValueTask EndIfDueAsync()
    {
        FlowFaults faults = Faults();
        if (faults.End == FlowEnd.None || _isDropping || _passed < faults.EndAfter)
            return;
        _isDropping = true;
        if (faults.End == FlowEnd.Silence)
            connection.HasHole = true;
        else
            connection.IsEnding = true;
        connection.NoteEnd();
        await HoldAsync(faults.CloseDelay);
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

    private async ValueTask KeepLimitAsync(FlowFaults faults, int bytes)
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
