using Edge.Faults;
using Edge.Upstream;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Tests.Upstream;

public class WaitQueueTests
{
    [Fact]
    public void It_behaves_like_a_list_under_any_sequence_of_calls() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), Replay).Check(Config.QuickThrowOnFailure.WithReplay(20260101, 1).WithMaxTest(500));

    /// <summary>Each number is one call: n % 4 says which, the rest on what.</summary>
    private static bool Replay(int[] calls)
    {
        var queue = new WaitQueue<ILeaseWaiter>();
        var list = new List<(Numbered Waiter, long Since)>();
        for (int now = 0; now < calls.Length; now++)
        {
            int argument = Math.Abs(calls[now] / 4);
            switch (Math.Abs(calls[now] % 4))
            {
                case 0 or 1:
                    var added = new Numbered();
                    queue.Enqueue(added, now);
                    list.Add((added, now));
                    break;
                case 2:
                    queue.TryDequeueOlder(now - argument, out ILeaseWaiter? late).ShouldBe(list.Count > 0 && list[0].Since <= now - argument);
                    if (late is not null)
                        ShouldBeFirst(late, list);
                    break;
                case 3 when argument % 2 == 0 && list.Count > 0:
                    int index = argument % list.Count;
                    queue.Remove(list[index].Waiter).ShouldBeTrue();
                    queue.Remove(list[index].Waiter).ShouldBeFalse();
                    list.RemoveAt(index);
                    break;
                default:
                    queue.TryDequeue(out ILeaseWaiter? first).ShouldBe(list.Count > 0);
                    if (first is not null)
                        ShouldBeFirst(first, list);
                    break;
            }
            queue.Count.ShouldBe(list.Count);
        }
        return true;
    }

    private static void ShouldBeFirst(ILeaseWaiter waiter, List<(Numbered Waiter, long Since)> list)
    {
        waiter.ShouldBeSameAs(list[0].Waiter);
        list.RemoveAt(0);
    }

    private sealed class Numbered : ILeaseWaiter
    {
        public void Leased(UpstreamConnection connection) => throw new NotSupportedException();

        public void LeaseFailed(FaultKind fault) => throw new NotSupportedException();
    }
}
