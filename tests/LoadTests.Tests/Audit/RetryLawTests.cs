using Edge.LoadTests.Chaos.Audit;
using Edge.LoadTests.Chaos.Plans;

namespace LoadTests.Tests.Audit;

/// <summary>What the auditor holds against requests that come to a replica more than once.</summary>
public class RetryLawTests
{
    private static readonly Attempt Second = new(1, "b", false, false);

    [Fact]
    public void A_first_arrival_is_no_repeat() => RetryLaw.Forbids(Staged.Plan(), [], Second).ShouldBeNull();

    [Theory]
    [InlineData(503, nameof(Fate.Whole), false, "a", true)]
    [InlineData(429, nameof(Fate.Whole), false, "a", true)]
    [InlineData(503, nameof(Fate.Whole), false, "b", false)]
    [InlineData(400, nameof(Fate.Whole), false, "a", false)]
    [InlineData(200, nameof(Fate.Whole), false, "a", false)]
    [InlineData(200, nameof(Fate.Broken), true, "a", false)]
    [InlineData(1, nameof(Fate.Broken), true, "a", false)]
    [InlineData(0, nameof(Fate.Unanswered), true, "a", true)]
    [InlineData(0, nameof(Fate.Unanswered), true, "b", true)]
    [InlineData(0, nameof(Fate.Unanswered), false, "a", true)]
    [InlineData(0, nameof(Fate.Running), true, "a", false)]
    public void A_repeat_is_allowed_for_a_status_elsewhere_or_a_connection_that_closed(int status, string fateName, bool reused, string replica, bool allowed)
    {
        Fate fate = Enum.Parse<Fate>(fateName);
        var first = new Attempt(0, replica, reused, false) { Status = status, Fate = fate };
        (RetryLaw.Forbids(Staged.Plan(), [first], Second) is null).ShouldBe(allowed);
        RetryLaw.Forbids(Staged.Plan() with { Path = CallPath.Responses }, [first], Second).ShouldNotBeNull();
        RetryLaw.Forbids(Staged.Plan(), [new Attempt(0, replica, reused, hasLink: true) { Status = status, Fate = fate }], Second).ShouldBeNull("a link may have lost anything");
        RetryLaw.Forbids(Staged.Plan(), [first], new Attempt(1, "b", false, hasLink: true)).ShouldBeNull("a link may have kept back what was sent before");
    }

    [Fact]
    public void A_closed_connection_is_forgiven_once()
    {
        Attempt Closed(int number) => new(number, "a", true, false) { Fate = Fate.Unanswered };
        RetryLaw.Forbids(Staged.Plan(), [Closed(0), Closed(1)], Second).ShouldNotBeNull();
    }

    [Fact]
    public void A_request_that_is_sent_again_behind_a_part_of_its_answer_is_found()
    {
        var asked = new RequestRecord(Staged.Plan());
        for (int i = 0; i < 2; i++)
            asked.Arrive($"r{i}", reused: true, hasLink: false, out _).IsOver = true;
        asked.Close().ShouldBeNull();
        asked.SeenAttempt = 0;
        asked.Close()!.Value.Kind.ShouldBe(ViolationKind.Repeated);
        asked.SeenAttempt = 1;
        asked.Close().ShouldBeNull();
    }

    [Fact]
    public void A_replica_that_works_on_for_nobody_is_found()
    {
        var asked = new RequestRecord(Staged.Plan());
        Attempt attempt = asked.Arrive("a", reused: false, hasLink: false, out _);
        asked.Close()!.Value.Kind.ShouldBe(ViolationKind.Uncancelled);
        attempt.IsOver = true;
        asked.Close().ShouldBeNull();
    }
}
