using System.Net.Sockets;
using Edge.Buffers;
using Edge.Tests.Upstream;
using Edge.Transport;

namespace Edge.Tests.Transport;

public sealed class EventLoopTests : IDisposable
{
    private readonly LoopHarness _harness = new();
    private readonly List<Socket> _peers = [];

    public void Dispose()
    {
        _harness.Dispose();
        _peers.ForEach(peer => peer.Dispose());
    }

    [Fact]
    public async Task A_handle_that_asks_again_lets_the_others_have_their_turn_first()
    {
        var calls = new List<string>();
        ScriptHandle greedy = null!;
        int turns = 0;
        greedy = await Add(new ScriptHandle
        {
            Ready = _ => calls.Add("-"),
            Turn = () =>
            {
                calls.Add("greedy");
                if (++turns == 1)
                    _peers[1].Send("x"u8);
                if (turns < 3)
                {
                    _harness.Loop.Again(greedy);
                    _harness.Loop.Again(greedy);
                }
            },
        });
        await Add(new ScriptHandle { Ready = _ => calls.Add("other") });
        await Until.True(() => calls.Count == 2);
        calls.Clear();

        await _harness.Run(() => _harness.Loop.Again(greedy));
        await Until.True(() => turns == 3);
        await _harness.Run(() => { });
        calls.ShouldBe(["greedy", "other", "greedy", "greedy"]);
    }

    [Fact]
    public async Task A_closed_handle_loses_the_turn_and_the_timer_it_asked_for()
    {
        int calls = 0;
        ScriptHandle handle = await Add(new ScriptHandle { Turn = () => calls++, Timer = () => calls++ });
        await _harness.Run(() =>
        {
            _harness.Loop.Again(handle);
            _harness.Loop.SetTimer(handle, _harness.Clock.Now);
            _harness.Loop.Close(handle);
        });
        await _harness.Pass(1000);
        calls.ShouldBe(0);
    }

    [Fact]
    public async Task Of_two_that_want_a_turn_the_one_the_other_closes_gets_none()
    {
        int calls = 0;
        ScriptHandle first = null!, second = null!;
        first = await Add(new ScriptHandle
        {
            Turn = () =>
            {
                calls++;
                _harness.Loop.Close(second);
            },
        });
        second = await Add(new ScriptHandle { Turn = () => calls++ });
        await _harness.Run(() =>
        {
            _harness.Loop.Again(first);
            _harness.Loop.Again(second);
        });
        await Until.True(() => calls > 0);
        await _harness.Run(() => { });
        calls.ShouldBe(1);
    }

    [Fact]
    public async Task Timers_fire_when_their_time_has_come_and_not_before()
    {
        int fired = 0;
        ScriptHandle handle = await Add(new ScriptHandle { Timer = () => fired++ });
        await _harness.Run(() => _harness.Loop.SetTimer(handle, _harness.Clock.Now + 1000));
        await _harness.Pass(999);
        fired.ShouldBe(0);
        await _harness.Run(() => _harness.Loop.SetTimer(handle, _harness.Clock.Now + 1000));
        await _harness.Pass(999);
        fired.ShouldBe(0);
        await _harness.Pass(65);
        fired.ShouldBe(1);
        await _harness.Run(() => _harness.Loop.SetTimer(handle, _harness.Clock.Now + 100));
        await _harness.Run(() => _harness.Loop.ClearTimer(handle));
        await _harness.Pass(100_000);
        fired.ShouldBe(1);
    }

    [Fact]
    public async Task A_sleeping_loop_wakes_up_for_its_timer_by_itself()
    {
        var fired = new TaskCompletionSource();
        ScriptHandle handle = await Add(new ScriptHandle { Timer = fired.SetResult });
        await _harness.Run(() => _harness.Loop.SetTimer(handle, _harness.Clock.Now + 100));
        // From here on nobody posts: the loop has computed how long it sleeps, and the clock is far ahead when it wakes up.
        _harness.Clock.Set(_harness.Clock.Now + 10_000);
        await fired.Task.WaitAsync(Until.Deadline);
    }

    [Fact]
    public async Task A_loop_turns_for_a_reason_only()
    {
        ScriptHandle handle = null!;
        int turned = 0;
        handle = await Add(new ScriptHandle { Turn = () => turned++ });
        await _harness.Run(() => _harness.Loop.SetTimer(handle, _harness.Clock.Now + 1_000_000));
        long before = _harness.Loop.Turns;
        const int Rounds = 200;
        for (int i = 0; i < Rounds; i++)
            await _harness.Run(() => _harness.Loop.Again(handle));
        await Until.True(() => turned == Rounds);
        // One turn for the work and one for what it asks for; one more for the readiness of the new connection.
        (_harness.Loop.Turns - before).ShouldBeInRange(Rounds, (2 * Rounds) + 1);
    }

    [Fact]
    public async Task Work_of_many_threads_is_all_done_in_the_order_of_each()
    {
        const int Threads = 4, Each = 5_000;
        var seen = new List<int>[Threads];
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            seen[thread] = new List<int>(Each);
            for (int i = 0; i < Each; i++)
                _harness.Loop.Post(new Note(seen[thread], i));
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        await _harness.Run(() => { });
        foreach (List<int> list in seen)
            list.ShouldBe(Enumerable.Range(0, Each));
    }

    [Fact]
    public async Task A_handler_that_throws_is_reported_and_closed_and_the_loop_goes_on()
    {
        ScriptHandle bad = await Add(new ScriptHandle { Turn = static () => throw new InvalidOperationException("ours") });
        bool turned = false;
        ScriptHandle good = await Add(new ScriptHandle { Turn = () => turned = true });
        await _harness.Run(() =>
        {
            _harness.Loop.Again(bad);
            _harness.Loop.Again(good);
        });
        await Until.True(() => turned);
        bad.WasAbandoned.ShouldBeTrue();
        bad.Descriptor.ShouldBe(-1);
        good.WasAbandoned.ShouldBeFalse();
        _harness.Mistakes.TryDequeue(out Exception? mistake).ShouldBeTrue();
        mistake.ShouldBeOfType<InvalidOperationException>();
        (await Until.Done(_peers[0].ReceiveAsync(new byte[1]))).ShouldBe(0);
    }

    [Fact]
    public async Task A_loop_that_stops_closes_its_handles_and_takes_no_more_work()
    {
        var loop = new EventLoop(3, new CoarseClock(), _ => { });
        (int descriptor, Socket peer) = LoopHarness.Connect();
        _peers.Add(peer);
        var handle = new ScriptHandle();
        string? name = null;
        loop.Post(new Note(() => (loop.Add(handle, descriptor, ScriptHandle.All), name = Thread.CurrentThread.Name, loop.IsCurrent).Item3.ShouldBeTrue()));
        loop.Start();
        loop.IsCurrent.ShouldBeFalse();
        loop.Dispose();
        loop.Dispose();
        name.ShouldBe("edge-loop-3");
        handle.WasAbandoned.ShouldBeTrue();
        loop.Post(new Note(() => { })).ShouldBeFalse();
        (await Until.Done(peer.ReceiveAsync(new byte[1]))).ShouldBe(0);
    }

    [Fact]
    public void A_loop_that_never_ran_can_be_thrown_away() => new EventLoop(0, new CoarseClock(), _ => { }).Dispose();

    [Fact]
    public async Task A_turn_that_takes_long_is_told_while_it_runs_and_behind_it()
    {
        using var hold = new ManualResetEventSlim();
        Task blocked = _harness.Run(hold.Wait);
        await Until.True(() => _harness.Loop.Lag > TimeSpan.FromMilliseconds(20));
        hold.Set();
        await blocked;
        _harness.Loop.Lag.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(20));
    }

    private async Task<ScriptHandle> Add(ScriptHandle handle)
    {
        (int descriptor, Socket peer) = LoopHarness.Connect();
        _peers.Add(peer);
        await _harness.Run(() => _harness.Loop.Add(handle, descriptor, ScriptHandle.All));
        return handle;
    }

    private sealed class Note(Action action) : ILoopWork
    {
        internal Note(List<int> list, int number)
            : this(() => list.Add(number))
        {
        }

        public void Run() => action();
    }
}
