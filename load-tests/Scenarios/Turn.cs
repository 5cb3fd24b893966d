using NBomber.Contracts;
using NBomber.CSharp;

namespace Edge.LoadTests.Scenarios;

/// <summary>When a scenario has its turn: scenarios of one run start together, so those that come later begin with a pause.</summary>
/// <param name="Begin">From the start of the run.</param>
/// <param name="During">How long it is.</param>
/// <param name="Rate">In percent of the rates that scenarios have.</param>
internal sealed record Turn(TimeSpan Begin, TimeSpan During, int Rate)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Unmeasured, before all turns, and for all scenarios at once: connections are made and code is compiled.</summary>
    internal TimeSpan WarmUp => TimeSpan.FromSeconds(Math.Clamp(Math.Round(During.TotalSeconds / 4), 1, 5));

    /// <summary>A tenth of the turn goes up to the load; NBomber knows no stretch below a second.</summary>
    private TimeSpan Ramp => TimeSpan.FromSeconds(Math.Max(1, Math.Round(During.TotalSeconds / 10)));

    /// <summary>So many requests a second, whatever the answers do.</summary>
    internal LoadSimulation[] Requests(int perSecond)
    {
        int rate = Scaled(perSecond);
        return Stretches(Simulation.RampingInject(rate, Second, Ramp), Simulation.Inject(rate, Second, Rest));
    }

    /// <summary>So many callers, each of which asks again once it has its answer.</summary>
    internal LoadSimulation[] Callers(int callers)
    {
        int copies = Scaled(callers);
        return Stretches(Simulation.RampingConstant(copies, Ramp), Simulation.KeepConstant(copies, Rest));
    }

    private TimeSpan Rest => During - Ramp;

    private int Scaled(int number) => Math.Max(1, number * Rate / 100);

    private LoadSimulation[] Stretches(params LoadSimulation[] load) => Begin > TimeSpan.Zero ? [Simulation.Pause(Begin), .. load] : load;
}
