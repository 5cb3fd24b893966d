using Edge.LoadTests.Chaos.Plans;

namespace Edge.LoadTests.Chaos.Audit;

/// <summary>Holds what a caller saw against what was planned and what the replica did.</summary>
internal static class Judge
{
    /// <summary>What became of a request.</summary>
    /// <param name="plan">What was asked for.</param>
    /// <param name="answer">What was seen.</param>
    /// <param name="ending">How it ended.</param>
    /// <param name="find">The attempt of this number, as its replica knows it; null for none.</param>
    internal static Verdict Of(Plan plan, AnswerCheck answer, Ending ending, Func<int, Attempt?> find)
    {
        if (answer.Mistake is { } mistake)
            return new Verdict(Outcome.Violated, mistake);
        return ending switch
        {
            Ending.Left => new Verdict(Outcome.Left),
            Ending.Over => Over(plan, answer, find),
            Ending.Closed => Closed(plan, answer),
            Ending.Hung when plan.Front.MayHang => new Verdict(Outcome.Lost),
            Ending.Hung => Verdict.Violated(ViolationKind.Hung, answer.AnyByte ? "no end of an answer" : "no answer"),
            _ when plan.Front.MayBreak => new Verdict(Outcome.Lost),
            _ => Verdict.Violated(ViolationKind.Wrong, "the edge takes no connection"),
        };
    }

    private static Verdict Over(Plan plan, AnswerCheck answer, Func<int, Attempt?> find)
    {
        if (answer.Body is ErrorCheck { Code: var code })
        {
            if (code is null)
                return Verdict.Violated(ViolationKind.Wrong, "an error that is not whole");
            return DocumentedErrors.Forbids(plan, answer.Status, code) is { } forbidden ? Verdict.Violated(ViolationKind.Wrong, forbidden) : new Verdict(Outcome.Refused, null, code);
        }
        if (answer.Body is StreamCheck { ErrorCode: not null })
            return Verdict.Violated(ViolationKind.Silent, "a stream that tells of an error and ends in good order");
        if (!answer.Body!.IsWhole)
            return Verdict.Violated(ViolationKind.Silent, "an answer that is not whole ends in good order");
        if (find(answer.Attempt) is not { } attempt)
            return Verdict.Violated(ViolationKind.Wrong, "an answer to an attempt that never was");
        if (attempt.Status != answer.Status)
            return Verdict.Violated(ViolationKind.Wrong, "another status than the replica's");
        if (attempt.Fate != Fate.Whole)
            return Verdict.Violated(ViolationKind.Silent, "an answer that its replica did not end ends in good order");
        if (answer.Status != 200 && !plan.Destination.MayFail)
            return Verdict.Violated(ViolationKind.Wrong, $"{answer.Status} where nothing may fail");
        return new Verdict(answer.Status == 200 ? Outcome.Answered : Outcome.Relayed);
    }

    private static Verdict Closed(Plan plan, AnswerCheck answer)
    {
        if (plan.Front.MayBreak || plan.Habit == Habit.EndsItsSide)
            return new Verdict(plan.Front.MayBreak ? Outcome.Lost : Outcome.Left);
        if (!answer.AnyByte)
            return Verdict.Violated(ViolationKind.Silent, "the connection ends without a word");
        if (!plan.Destination.MayFail)
            return Verdict.Violated(ViolationKind.Wrong, "an answer broken where nothing may fail");
        if (answer.Body is null or ErrorCheck)
            return Verdict.Violated(ViolationKind.Wrong, "cut within a head or an error of the edge");
        if (answer.Body is not StreamCheck stream)
            return new Verdict(Outcome.Broken);
        if (stream.ErrorCode is { } code)
            return DocumentedErrors.ForbidsInStream(plan, code) is { } forbidden ? Verdict.Violated(ViolationKind.Wrong, forbidden) : new Verdict(Outcome.Broken, null, code);
        if (stream.AtBoundary)
            return Verdict.Violated(ViolationKind.Silent, "a stream broken between two events without a word");
        return stream.IsWithinError ? Verdict.Violated(ViolationKind.Wrong, "cut within an error of the edge") : new Verdict(Outcome.Broken);
    }
}
