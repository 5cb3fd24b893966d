using System.Text;
using Edge.LoadTests.Chaos.Audit;
using Edge.LoadTests.Chaos.Plans;

namespace LoadTests.Tests.Audit;

/// <summary>The auditor of streams: each way to end is known for what it is.</summary>
public class StreamTests
{
    private static readonly Plan Plan = Staged.Plan(stream: true);
    private static readonly byte[] Whole = Staged.Body(Plan);

    /// <summary>Where events end, the first offset and the one behind the end mark included.</summary>
    private static readonly int[] Boundaries = [0, .. Enumerable.Range(2, Whole.Length - 1).Where(at => Whole[at - 1] == '\n' && Whole[at - 2] == '\n')];

    [Fact]
    public void A_whole_stream_is_one()
    {
        Boundaries.Length.ShouldBe(Plan.Events + 2);
        Staged.Judge(Plan, Staged.InChunks(Plan, Whole), Ending.Closed).ShouldBe(new Verdict(Outcome.Answered));
        Plan responses = Plan with { Path = CallPath.Responses };
        Staged.Judge(responses, Staged.InChunks(responses, Staged.Body(responses)), Ending.Closed).ShouldBe(new Verdict(Outcome.Answered));
    }

    [Fact]
    public void A_clean_end_without_the_end_mark_is_silent()
    {
        for (int length = 0; length < Whole.Length; length++)
            Staged.Judge(Plan, Staged.InChunks(Plan, Whole[..length]), Ending.Closed).Violation?.Kind.ShouldBe(ViolationKind.Silent, $"{length} bytes");
    }

    [Fact]
    public void A_break_within_an_event_can_be_seen_and_one_between_two_must_be_told()
    {
        for (int length = 0; length <= Whole.Length; length++)
        {
            Verdict verdict = Staged.Judge(Plan, Staged.InChunks(Plan, Whole[..length], ends: false), Ending.Closed);
            if (Boundaries.Contains(length))
                verdict.Violation?.Kind.ShouldBe(ViolationKind.Silent, $"{length} bytes");
            else
                verdict.ShouldBe(new Verdict(Outcome.Broken), $"{length} bytes");
        }
    }

    [Fact]
    public void A_break_that_an_event_tells_of_is_told()
    {
        foreach (int length in Boundaries)
            Staged.Judge(Plan, Staged.InChunks(Plan, [.. Whole[..length], .. Told("truncated")], ends: false), Ending.Closed).ShouldBe(new Verdict(Outcome.Broken, null, "truncated"));
    }

    [Fact]
    public void An_error_that_is_told_and_then_a_clean_end_is_silent() =>
        Found([.. Whole[..Boundaries[2]], .. Told("truncated")], ends: true).ShouldBe(ViolationKind.Silent);

    [Fact]
    public void An_error_that_is_told_within_an_event_is_wrong() =>
        Found([.. Whole[..(Boundaries[2] + 60)], .. Told("truncated")], ends: false).ShouldBe(ViolationKind.Wrong);

    [Fact]
    public void An_error_that_is_cut_or_not_documented_is_wrong()
    {
        Found([.. Whole[..Boundaries[1]], .. Told("truncated")[..^1]], ends: false).ShouldBe(ViolationKind.Wrong);
        Found([.. Whole[..Boundaries[1]], .. Told("internal_error")], ends: false).ShouldBe(ViolationKind.Wrong);
    }

    [Fact]
    public void An_end_mark_that_comes_too_soon_is_wrong() =>
        Found([.. Whole[..Boundaries[2]], .. Whole[Boundaries[^2]..]], ends: true).ShouldBe(ViolationKind.Wrong);

    [Fact]
    public void An_event_that_is_left_out_or_comes_twice_is_wrong()
    {
        Found([.. Whole[..Boundaries[1]], .. Whole[Boundaries[2]..]], ends: true).ShouldBe(ViolationKind.Wrong);
        Found([.. Whole[..Boundaries[2]], .. Whole[Boundaries[1]..]], ends: true).ShouldBe(ViolationKind.Wrong);
    }

    [Fact]
    public void Bytes_behind_the_end_mark_are_wrong() => Found([.. Whole, .. "data: x\n\n"u8], ends: true).ShouldBe(ViolationKind.Wrong);

    [Fact]
    public void An_event_of_another_request_is_cross_talk() =>
        Found([.. Whole[..Boundaries[1]], .. Staged.Body(Staged.Plan(stream: true, nonce: 7))[Boundaries[1]..]], ends: true).ShouldBe(ViolationKind.CrossTalk);

    private static byte[] Told(string code) => Encoding.ASCII.GetBytes($"data: {Staged.Error(code)}\n\n");

    private static ViolationKind? Found(byte[] body, bool ends) => Staged.Judge(Plan, Staged.InChunks(Plan, body, ends), Ending.Closed).Violation?.Kind;
}
