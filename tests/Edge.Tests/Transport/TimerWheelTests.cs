using Edge.Transport;

namespace Edge.Tests.Transport;

public class TimerWheelTests
{
    private const int Slot = 64;

    [Fact]
    public void It_agrees_with_a_list_that_is_searched()
    {
        for (int seed = 0; seed < 30; seed++)
            Compare(seed);
    }

    [Fact]
    public void The_next_slot_with_a_timer_is_known()
    {
        var wheel = new TimerWheel(1000);
        wheel.Next.ShouldBeNull();
        var near = new ScriptHandle();
        var far = new ScriptHandle();
        wheel.Set(far, 100_000_000);
        wheel.Next.ShouldNotBeNull().ShouldBeInRange(1000 + (4000 * Slot), 1000 + (4096 * Slot));
        wheel.Set(near, 1500);
        wheel.Next.ShouldNotBeNull().ShouldBeInRange(1500, 1500 + Slot);
        wheel.Clear(near);
        wheel.Clear(far);
        wheel.Next.ShouldBeNull();
    }

    [Fact]
    public void One_that_sets_itself_into_the_past_fires_in_the_next_slot_and_not_for_ever()
    {
        var wheel = new TimerWheel(1000);
        var handle = new ScriptHandle();
        wheel.Set(handle, 0);
        wheel.TakeDue(1000).ShouldBeNull();
        wheel.TakeDue(1024).ShouldBe(handle);
        wheel.Set(handle, 0);
        wheel.TakeDue(1024).ShouldBeNull();
        wheel.TakeDue(1024 + Slot).ShouldBe(handle);
    }

    [Fact]
    public void A_clock_that_jumps_past_a_whole_round_misses_nobody()
    {
        var wheel = new TimerWheel(0);
        ScriptHandle[] handles = [.. Enumerable.Range(0, 5000).Select(_ => new ScriptHandle())];
        for (int i = 0; i < handles.Length; i++)
            wheel.Set(handles[i], i * 100);
        const long Now = 10_000_000_000;
        for (int i = 0; i < handles.Length; i++)
            wheel.TakeDue(Now).ShouldNotBeNull();
        wheel.TakeDue(Now).ShouldBeNull();
        wheel.Next.ShouldBeNull();
    }

    private static void Compare(int seed)
    {
        var random = new Random(seed);
        long now = random.Next(1, 1_000_000);
        var wheel = new TimerWheel(now);
        ScriptHandle[] handles = [.. Enumerable.Range(0, 40).Select(_ => new ScriptHandle())];
        var due = new Dictionary<LoopHandle, (long At, long SetAt)>();
        for (int step = 0; step < 3000; step++)
        {
            ScriptHandle handle = handles[random.Next(handles.Length)];
            if (random.Next(4) == 0)
            {
                due.Remove(handle);
                wheel.Clear(handle);
            }
            else
            {
                long at = now + random.Next(-100, random.Next(5) == 0 ? 1_000_000 : 3_000);
                due[handle] = (at, now);
                wheel.Set(handle, at);
            }
            if (random.Next(3) == 0)
                now += random.Next(random.Next(50) == 0 ? 900_000 : 500);
            if (due.Count > 0)
                wheel.Next.ShouldNotBeNull($"seed {seed}, step {step}");
            else
                wheel.Next.ShouldBeNull($"seed {seed}, step {step}");
            var fired = new HashSet<LoopHandle>();
            while (wheel.TakeDue(now) is { } taken)
                fired.Add(taken).ShouldBeTrue();
            foreach ((LoopHandle one, (long at, long setAt)) in due)
            {
                string where = $"seed {seed}, step {step}, at {at}, now {now}";
                if (fired.Contains(one))
                    at.ShouldBeLessThanOrEqualTo(now, where);
                else
                    Math.Max(at, setAt).ShouldBeGreaterThan(now - Slot, where);
            }
            foreach (LoopHandle one in fired)
                due.Remove(one).ShouldBeTrue($"seed {seed}, step {step}: fired though it was off");
        }
    }
}
