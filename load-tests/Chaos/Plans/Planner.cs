namespace Edge.LoadTests.Chaos.Plans;

/// <summary>Draws requests: what one caller asks for follows from the seed. One thread at a time.</summary>
/// <param name="random">Of one caller.</param>
/// <param name="nonces">Of all callers.</param>
/// <param name="fronts">The ways to the edge, the plain one first.</param>
/// <param name="faults">Whether anything goes wrong at all.</param>
internal sealed class Planner(Random random, Nonces nonces, IReadOnlyList<Front> fronts, bool faults)
{
    private const int KiB = 1024;

    /// <summary>The next request.</summary>
    internal Plan Next()
    {
        CallPath path = Path();
        bool stream = path.Streams && random.Next(3) == 0;
        Plan plan = new()
        {
            Nonce = nonces.Next(),
            Destination = Place(),
            Path = path,
            Front = fronts[0],
            Stream = stream,
            RequestFilling = Size(),
            RequestChunk = random.Next(4) == 0 ? 1 + random.Next(32 * KiB) : 0,
            ModelLast = random.Next(2) == 0,
            AnswerFilling = Size(),
            Events = random.Next(10) == 0 ? random.Next(400) : random.Next(30),
            AnswerChunk = random.Next(3) == 0 ? 1 + random.Next(random.Next(2) == 0 ? 300 : 32 * KiB) : 0,
            OwnConnection = random.Next(12) == 0,
            HabitAt = 1 + random.Next(400),
            LeavesByReset = random.Next(2) == 0,
        };
        // A mebibyte in chunks of a byte measures nothing but patience.
        if (plan.AnswerChunk is > 0 and < 300)
            plan = plan with { AnswerFilling = plan.AnswerFilling % (32 * KiB) };
        if (!faults)
            return plan;
        plan = WithFault(plan);
        return random.Next(25) == 0 ? WithFront(plan) : WithHabit(plan);
    }

    private CallPath Path() => random.Next(10) switch
    {
        < 5 => CallPath.Chat,
        < 7 => CallPath.Completions,
        < 8 => CallPath.Embeddings,
        < 9 => CallPath.Responses,
        _ => CallPath.Speech,
    };

    private Destination Place() => random.Next(1000) switch
    {
        < 350 => Destination.Calm,
        < 600 => Destination.Rough,
        < 700 => Destination.Wires,
        < 800 => Destination.Mix,
        < 860 => Destination.Even,
        < 920 => Destination.Sticky,
        < 990 => Destination.Served,
        < 995 when faults => Destination.Patience,
        < 997 when faults => Destination.Nowhere,
        _ => Destination.Calm,
    };

    /// <summary>Mostly small; one in 500 above a mebibyte, so above what is kept for another try.</summary>
    private int Size() => random.Next(500) switch
    {
        0 => (KiB * KiB) + random.Next(2 * KiB * KiB),
        < 6 => random.Next(KiB * KiB),
        < 40 => random.Next(80 * KiB),
        _ => random.Next(600),
    };

    private Plan WithFault(Plan plan)
    {
        if (plan.Destination == Destination.Patience)
            return plan with { Fault = ServerFault.Hang, Habit = random.Next(4) == 0 ? Habit.EndsItsSide : Habit.LeavesWhileWaiting, OwnConnection = true };
        if (plan.Destination == Destination.Nowhere)
            return plan with { RequestFilling = random.Next(600), IsBad = random.Next(2) == 0 };
        // Nothing but its end tells that such an answer is whole, so nothing may cut it.
        if (!plan.Destination.HasLinks && !plan.Stream && random.Next(50) == 0)
            return plan with { AnswerUntilClose = true };
        if (!plan.Destination.HasServerFaults || random.Next(7) != 0)
            return plan;
        ServerFault fault = Fault();
        // What looks like another answer must come in one piece with the one before it: what comes later cannot be told from the next answer by anybody.
        if (fault == ServerFault.ShortLength)
            plan = plan with { AnswerChunk = 0, AnswerFilling = plan.AnswerFilling % KiB, Stream = false };
        if (fault == ServerFault.ShortLength && plan.Destination.HasLinks)
            fault = ServerFault.None;
        return plan with
        {
            Fault = fault,
            FaultyAttempts = random.Next(3) == 0 ? int.MaxValue : 1 + random.Next(2),
            FaultAt = random.Next(3) == 0 ? 0 : random.Next(random.Next(4) == 0 ? 100 * KiB : 800),
            Pause = TimeSpan.FromMilliseconds(1 + random.Next(fault == ServerFault.SlowFirstByte ? 150 : 4)),
            FirstByteMilliseconds = fault == ServerFault.Hang && random.Next(4) != 0 ? 100 + random.Next(400) : 0,
        };
    }

    private ServerFault Fault()
    {
        switch (random.Next(1000))
        {
            case < 8:
                return ServerFault.Hang;
            case < 16:
                return ServerFault.HangInAnswer;
            case < 20:
                return ServerFault.Status503Rest;
        }
        var fault = (ServerFault)random.Next((int)ServerFault.CloseAfter + 1);
        // As often as the others these would hold up every caller, and rest every replica.
        return fault is ServerFault.Hang or ServerFault.HangInAnswer or ServerFault.Status503Rest ? ServerFault.None : fault;
    }

    /// <summary>Through a bad link, which is slow: nothing large.</summary>
    private Plan WithFront(Plan plan)
    {
        if (plan.Destination == Destination.Patience)
            return plan;
        return plan with
        {
            Front = fronts[random.Next(1, fronts.Count)],
            OwnConnection = true,
            RequestFilling = plan.RequestFilling % (4 * KiB),
            AnswerFilling = plan.AnswerFilling % (8 * KiB),
            Events = plan.Events % 20,
            AnswerUntilClose = false,
        };
    }

    private Plan WithHabit(Plan plan)
    {
        if (plan.Leaves)
            return plan;
        return random.Next(100) switch
        {
            0 => plan with { Habit = Habit.SendsSlowly },
            // A small window, so that what is not read waits at the edge.
            1 => plan with { Habit = Habit.ReadsSlowly, OwnConnection = true, AnswerFilling = plan.AnswerFilling % (128 * KiB) },
            < 4 => plan with { Habit = Habit.LeavesWhileSending, HabitAt = random.Next(random.Next(2) == 0 ? 300 : plan.RequestFilling + 300), OwnConnection = true },
            < 7 => plan with { Habit = Habit.LeavesWhileWaiting, HabitAt = random.Next(12), OwnConnection = true },
            < 10 => plan with { Habit = Habit.LeavesWhileReading, HabitAt = random.Next(random.Next(2) == 0 ? 400 : plan.AnswerFilling + 400), OwnConnection = true },
            10 => plan with { Habit = Habit.EndsItsSide, OwnConnection = true },
            _ => plan,
        };
    }
}
