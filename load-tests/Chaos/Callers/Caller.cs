using System.Net;
using System.Net.Sockets;
using Edge.LoadTests.Chaos.Audit;
using Edge.LoadTests.Chaos.Http;
using Edge.LoadTests.Chaos.Plans;

namespace Edge.LoadTests.Chaos.Callers;

/// <summary>Makes one request after another, as planned, and has each judged. One task.</summary>
internal sealed class Caller(Planner planner, Ledger ledger, Tally tally) : IDisposable
{
    /// <summary>Longer than all timeouts of the edge together; what takes longer hangs. A machine with much else to do gets some more.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    /// <summary>How long a caller waits behind a link that may have gone silent.</summary>
    private static readonly TimeSpan ShortBound = TimeSpan.FromSeconds(4);

    private readonly byte[] _output = new byte[48 * 1024];
    private readonly byte[] _input = new byte[32 * 1024];
    private CancellationTokenSource _deadline = new();
    private Socket? _socket;
    private Plan? _previous;

    /// <summary>Calls until <paramref name="stop"/>; the last request is waited for.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            await CallAsync(planner.Next());
        Leave(reset: false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _deadline.Dispose();
        _socket?.Dispose();
    }

    private async Task CallAsync(Plan plan)
    {
        RequestRecord asked = ledger.Open(plan);
        var answer = new AnswerCheck(plan);
        Ending ending = await ExchangeAsync(plan, answer);
        if (ending != Ending.Over || plan.OwnConnection || plan.MayLoseConnection || !answer.KeepsConnection)
            Leave(reset: ending == Ending.Left && plan.LeavesByReset);
        Verdict verdict = Judge.Of(plan, answer, ending, asked.Find);
        asked.SeenAttempt = answer.Attempt;
        ledger.End(asked);
        tally.Count(plan, verdict.Outcome, verdict.Code);
        if (verdict.Violation is { } violation)
            tally.Violation(violation.Kind, violation.What, $"{asked} on the connection before: {_previous?.ToString() ?? "nothing"}");
        _previous = _socket is null ? null : plan;
    }

    private async Task<Ending> ExchangeAsync(Plan plan, AnswerCheck answer)
    {
        if (plan.OwnConnection)
            Leave(reset: false);
        if (!_deadline.TryReset())
        {
            _deadline.Dispose();
            _deadline = new CancellationTokenSource();
        }
        _deadline.CancelAfter(plan.Front.MayHang ? ShortBound : Bound);
        try
        {
            _socket ??= await ConnectAsync(plan, _deadline.Token);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return Ending.Unconnected;
        }
        return await ExchangeAsync(_socket, plan, answer);
    }

    private async Task<Ending> ExchangeAsync(Socket socket, Plan plan, AnswerCheck answer)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token);
        Task sending = Task.CompletedTask;
        try
        {
            // What comes before it was asked for is found here, and behind an answer.
            if (socket.Available > 0)
                answer.Take(_input.AsSpan(0, await socket.ReceiveAsync(_input.AsMemory())));
            sending = SendAsync(socket, plan, over.Token);
            if (plan.Habit == Habit.LeavesWhileSending)
            {
                await sending;
                return Ending.Left;
            }
            if (plan.Habit is Habit.LeavesWhileWaiting or Habit.EndsItsSide)
                await sending;
            if (plan.Habit == Habit.EndsItsSide)
                socket.Shutdown(SocketShutdown.Send);
            if (plan.Habit == Habit.LeavesWhileWaiting)
                _deadline.CancelAfter(plan.HabitAt);
            Ending ending = await ReceiveAsync(socket, plan, answer);
            // An answer that came before all was sent leaves the connection in the middle of a request.
            return ending == Ending.Over && !sending.IsCompleted ? await EndEarlyAsync(sending, over) : ending;
        }
        catch (SocketException)
        {
            return Ending.Closed;
        }
        finally
        {
            await EndEarlyAsync(sending, over);
        }
    }

    private async Task<Ending> EndEarlyAsync(Task sending, CancellationTokenSource over)
    {
        if (!sending.IsCompleted)
        {
            await over.CancelAsync();
            await sending;
            Leave(reset: false);
        }
        return Ending.Over;
    }

    private async Task<Ending> ReceiveAsync(Socket socket, Plan plan, AnswerCheck answer)
    {
        int atOnce = plan.Habit == Habit.ReadsSlowly ? SlowPace.ReadBytes : _input.Length;
        while (!answer.IsOver && answer.Mistake is null)
        {
            try
            {
                int read = await socket.ReceiveAsync(_input.AsMemory(0, atOnce), _deadline.Token);
                if (read == 0)
                    return Ending.Closed;
                answer.Take(_input.AsSpan(0, read));
                if (plan.Habit == Habit.LeavesWhileReading && answer.Bytes >= plan.HabitAt && !answer.IsOver)
                    return Ending.Left;
                if (plan.Habit == Habit.ReadsSlowly)
                    await SlowPace.PauseAsync();
            }
            catch (OperationCanceledException)
            {
                return plan.Habit == Habit.LeavesWhileWaiting ? Ending.Left : Ending.Hung;
            }
        }
        return Ending.Over;
    }

    /// <summary>Sends the request, as much of it as is to be sent. Never throws: what became of it shows in the answer.</summary>
    private async Task SendAsync(Socket socket, Plan plan, CancellationToken over)
    {
        var request = new RequestBytes(plan);
        long left = plan.Habit == Habit.LeavesWhileSending ? plan.HabitAt : long.MaxValue;
        try
        {
            int length;
            while (left > 0 && (length = request.Read(_output)) > 0)
            {
                ReadOnlyMemory<byte> bytes = _output.AsMemory(0, (int)Math.Min(left, length));
                left -= bytes.Length;
                while (!bytes.IsEmpty)
                {
                    ReadOnlyMemory<byte> piece = plan.Habit == Habit.SendsSlowly ? bytes[..Math.Min(bytes.Length, SlowPace.SendBytes(bytes.Length))] : bytes;
                    bytes = bytes[await socket.SendAsync(piece, over)..];
                    if (plan.Habit == Habit.SendsSlowly)
                        await SlowPace.PauseAsync();
                }
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The edge wants no more of it.
        }
    }

    private static async Task<Socket> ConnectAsync(Plan plan, CancellationToken deadline)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // So that what is not read waits at the edge, not in the kernel.
            if (plan.Habit == Habit.ReadsSlowly)
                socket.ReceiveBufferSize = SlowPace.ReadBytes;
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, plan.Front.Port), deadline);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Leave(bool reset)
    {
        if (_socket is not { } socket)
            return;
        _socket = null;
        try
        {
            if (reset)
                socket.LingerState = new LingerOption(true, 0);
        }
        catch (SocketException)
        {
            // The edge was faster.
        }
        socket.Dispose();
    }
}
