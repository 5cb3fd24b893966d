using Edge.Faults;
using Edge.Telemetry;

namespace Edge.Tests.Telemetry;

/// <summary>What loops count is counted for the process.</summary>
public sealed class RequestCountersTests
{
    [Fact]
    public void The_whole_is_the_sum_of_its_parts()
    {
        var whole = new RequestCounters();
        RequestCounters one = whole.NewPart();
        RequestCounters two = whole.NewPart();
        foreach (RequestCounters part in (RequestCounters[])[whole, one, two, two])
        {
            part.Answered(200);
            part.Failed(FaultKind.ClientGone);
            part.Repeated();
            part.Unmarked();
        }
        (whole.WithStatus(200), whole.Of(FaultKind.ClientGone), whole.Repeats, whole.WithoutEndMark).ShouldBe((4, 4, 4, 4));
        (two.WithStatus(200), two.Of(FaultKind.ClientGone), two.Repeats, two.WithoutEndMark).ShouldBe((2, 2, 2, 2));
        (whole.WithStatus(201), whole.Of(FaultKind.QueueFull)).ShouldBe((0, 0));
    }
}
