using ConfigSync.Resources;
using Edge.Balancing;
using Edge.Faults;

namespace Edge.Tests.Balancing;

/// <summary>
/// Threads that pick at the same time land on minima all the same: from loads within one of each other, any number of ends
/// followed by as many picks leads back to loads within one of each other.
/// </summary>
public class EvenLoadThreadsTests
{
    private const int Threads = 4;

    /// <summary>
    /// Far more replicas than threads: to see none idle, a thread would have to meet the other on each of the eight in one pass.
    /// Enough picks that both threads run at once for long.
    /// </summary>
    [Fact]
    public void Two_threads_that_pick_at_once_never_pile_up()
    {
        const int picksPerThread = 300_000;
        var harness = new PickHarness(RoutingStrategy.EvenLoad, [1, 1, 1, 1], [1, 1, 1, 1]);
        int piles = 0;
        var threads = Enumerable.Range(0, 2).Select(seed => new Thread(() =>
        {
            var random = new PickRandom((ulong)seed);
            for (int i = 0; i < picksPerThread; i++)
            {
                Replica replica = Pick(harness, ref random);
                if (replica.Outstanding > 1)
                    Interlocked.Increment(ref piles);
                replica.End();
            }
        })).ToArray();
        Run(threads);

        piles.ShouldBe(0);
        harness.Counts.ShouldAllBe(count => count == 0);
    }

    [Fact]
    public void Four_threads_that_end_and_pick_what_they_like_keep_loads_within_one()
    {
        const int requestsPerThread = 100;
        var harness = new PickHarness(RoutingStrategy.EvenLoad, [1, 1, 1], [1, 1, 1, 1]);
        int widest = 0;
        using var ended = new Barrier(Threads);
        Rounds(400, () => widest = Math.Max(widest, harness.Counts.Max() - harness.Counts.Min()), (order, running, pick) =>
        {
            for (int ends = order.Next(running.Count + 1); ends > 0; ends--)
            {
                int which = order.Next(running.Count);
                running[which].End();
                running.RemoveAt(which);
            }
            ended.SignalAndWait();
            while (running.Count < requestsPerThread)
                running.Add(pick(harness));
        });

        widest.ShouldBeLessThanOrEqualTo(1);
        harness.Counts.Sum().ShouldBe(Threads * requestsPerThread);
    }

    /// <summary>Lets every thread play its <paramref name="part"/> of each round; after a round <paramref name="judge"/> sees the counts at rest.</summary>
    private static void Rounds(int rounds, Action judge, Action<Random, List<Replica>, Func<PickHarness, Replica>> part)
    {
        using var everyone = new Barrier(Threads, _ => judge());
        using var again = new Barrier(Threads);
        var threads = Enumerable.Range(0, Threads).Select(seed => new Thread(() =>
        {
            var order = new Random(seed);
            var random = new PickRandom((ulong)seed);
            var running = new List<Replica>();
            for (int round = 0; round < rounds; round++)
            {
                part(order, running, harness => Pick(harness, ref random));
                everyone.SignalAndWait();
                again.SignalAndWait();
            }
        })).ToArray();
        Run(threads);
    }

    private static Replica Pick(PickHarness harness, ref PickRandom random)
    {
        Picker.TryPick(harness.Split, PickHarness.None, 0, ref random, out Pick pick, out FaultKind _).ShouldBeTrue();
        return pick.Replica;
    }

    private static void Run(Thread[] threads)
    {
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join(TimeSpan.FromMinutes(2)).ShouldBeTrue();
    }
}
