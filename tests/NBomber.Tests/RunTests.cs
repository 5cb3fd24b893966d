using System.Xml.Linq;
using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.CSharp;

namespace NBomber.Tests;

/// <summary>Whole runs, of a second each.</summary>
public sealed class RunTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("nbomber-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void The_open_model_keeps_its_rate_however_slow_answers_are()
    {
        NodeStats stats = Run(Scenario.Create("open", async _ =>
        {
            await Task.Delay(Second);
            return Response.Ok("200", 10);
        }).WithoutWarmUp().WithLoadSimulations(Simulation.Inject(40, Second, Second), Simulation.RampingInject(0, Second, Second)));
        ScenarioStats open = stats.ScenarioStats.Find("open")!;
        open.Ok.Request.Count.ShouldBe(40 + 20);
        open.Ok.Request.RPS.ShouldBe(30);
        open.Ok.Latency.MinMs.ShouldBeGreaterThanOrEqualTo(990);
        open.Ok.DataTransfer.AllBytes.ShouldBe(600);
    }

    [Fact]
    public void The_closed_model_has_no_more_at_once_than_copies()
    {
        int now = 0, most = 0;
        NodeStats stats = Run(Scenario.Create("closed", async _ =>
        {
            int busy = Interlocked.Increment(ref now);
            for (int seen = most; busy > seen && Interlocked.CompareExchange(ref most, busy, seen) != seen; seen = most)
            {
            }
            await Task.Yield();
            Interlocked.Decrement(ref now);
            return Response.Ok();
        }).WithoutWarmUp().WithLoadSimulations(Simulation.RampingConstant(4, Second), Simulation.KeepConstant(4, Second)));
        most.ShouldBeInRange(1, 4);
        stats.ScenarioStats[0].Ok.Request.Count.ShouldBeGreaterThan(4);
    }

    [Fact]
    public void A_step_that_fails_ends_its_iteration_as_failed()
    {
        NodeStats stats = Run(Scenario.Create("steps", async context =>
        {
            Response<string> first = await Step.Run("first", context, () => Task.FromResult(Response.Ok(payload: "handed on", statusCode: "200")));
            await Step.Run("second", context, () => Task.FromResult(first.Payload!.Value == "handed on" ? Response.Fail("503", "busy", 7) : Response.Ok()));
            throw new InvalidOperationException("never comes here");
        }).WithoutWarmUp().WithLoadSimulations(Simulation.Inject(5, Second, Second)));
        ScenarioStats scenario = stats.ScenarioStats[0];
        (scenario.Ok.Request.Count, scenario.Fail.Request.Count, scenario.Fail.Request.Percent).ShouldBe((0, 5, 100));
        scenario.StepStats.Select(step => (step.StepName, step.Ok.Request.Count, step.Fail.Request.Count)).ShouldBe([("first", 5, 0), ("second", 0, 5)]);
        scenario.StepStats.Find("second")!.Fail.StatusCodes.ShouldBe([new StatusCodeStats("503", true, "busy", 5, 100)]);
        scenario.StepStats.Find("third").ShouldBeNull();
    }

    [Fact]
    public void An_exception_is_a_failure_with_its_message()
    {
        NodeStats stats = Run(Scenario.Create("throws", context => context.InvocationNumber > 0 && context.ScenarioInfo.InstanceNumber % 2 == 0
            ? throw new InvalidOperationException("broken")
            : Task.FromException<IResponse>(new OperationCanceledException())).WithoutWarmUp().WithLoadSimulations(Simulation.KeepConstant(2, Second)));
        stats.ScenarioStats[0].Fail.StatusCodes.Select(code => (code.StatusCode, code.Message)).ShouldBe([("-101", "broken"), ("-100", "operation timeout")], ignoreOrder: true);
    }

    [Fact]
    public void Thresholds_say_what_was_missed()
    {
        NodeStats stats = Run(Scenario.Create("thresholds", context => Step.Run("step", context, () => Task.FromResult(Response.Ok())).ContinueWith<IResponse>(_ => Response.Ok(statusCode: "204")))
            .WithoutWarmUp()
            .WithLoadSimulations(Simulation.Inject(5, Second, Second))
            .WithThresholds(
                Threshold.Create(stats => stats.Fail.Request.Count == 0),
                Threshold.Create(stats => stats.Ok.Request.Count > 5),
                Threshold.Create("step", stats => stats.Ok.Latency.Percent99 < 0),
                Threshold.Create("nobody", stats => stats.Ok.Request.Count > 5)));
        stats.Thresholds.ShouldBe(
        [
            new ThresholdResult("thresholds", "", "stats => stats.Fail.Request.Count == 0", false),
            new ThresholdResult("thresholds", "", "stats => stats.Ok.Request.Count > 5", true),
            new ThresholdResult("thresholds", "step", "stats => stats.Ok.Latency.Percent99 < 0", true),
            new ThresholdResult("thresholds", "nobody", "stats => stats.Ok.Request.Count > 5", false),
        ]);
    }

    [Fact]
    public void What_is_prepared_and_warmed_up_comes_first_and_is_not_counted()
    {
        var order = new List<string>();
        int asked = 0;
        NodeStats stats = Run(Scenario.Create("order", _ =>
            {
                Interlocked.Increment(ref asked);
                return Task.FromResult<IResponse>(Response.Ok());
            })
            .WithInit(context => Add($"init {context.ScenarioInfo.ScenarioName} {asked}"))
            .WithClean(_ => Add($"clean {asked}"))
            .WithWarmUpDuration(Second)
            .WithLoadSimulations(Simulation.Pause(Second), Simulation.Inject(5, Second, Second)));
        order.ShouldBe(["init order 0", "clean 10"]);
        (stats.ScenarioStats[0].Ok.Request.Count, stats.ScenarioStats[0].Ok.Request.RPS, stats.ScenarioStats[0].Duration).ShouldBe((5, 5, 2 * Second));

        Task Add(string what)
        {
            order.Add(what);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void Reports_have_what_was_measured()
    {
        Run(Scenario.Create("<first>", context => Step.Run("step|1", context, () => Task.FromResult(Response.Ok("200", 500_000))).ContinueWith<IResponse>(_ => Response.Ok("200", 1_000_000)))
                .WithoutWarmUp().WithLoadSimulations(Simulation.Inject(3, Second, 2 * Second))
                .WithThresholds(Threshold.Create(stats => stats.Ok.Request.Count > 99)),
            Scenario.Create("second", _ => Task.FromResult<IResponse>(Response.Fail("500", "no & never"))).WithoutWarmUp().WithLoadSimulations(Simulation.Inject(2, Second, Second)));

        string[][] csv = [.. File.ReadAllLines(Path.Combine(_folder, "report.csv")).Select(line => line.Split(','))];
        csv[0][..5].ShouldBe(["scenario", "step", "ok", "failed", "ok_per_s"]);
        csv[1][..5].ShouldBe(["<first>", "", "6", "0", "3"]);
        csv[2][..5].ShouldBe(["<first>", "step|1", "6", "0", "3"]);
        csv[3][..5].ShouldBe(["second", "", "0", "2", "0"]);
        (csv[1][^1], csv[2][^1]).ShouldBe(("6", "3"));

        string markdown = File.ReadAllText(Path.Combine(_folder, "report.md"));
        markdown.ShouldContain("| <first> | step\\|1 | 6 | 0 | 3 |");
        markdown.ShouldContain("| second |  | failed 500 | 2 | 100 | no & never |");
        markdown.ShouldContain("| <first> |  | stats => stats.Ok.Request.Count > 99 | missed |");

        string html = File.ReadAllText(Path.Combine(_folder, "report.html"));
        html.ShouldContain("<td>second</td><td></td><td>failed 500</td><td>2</td><td>100</td><td>no &amp; never</td>");
        html.ShouldNotContain("http");
        XElement[] charts = [.. html.Split("<svg").Skip(1).Select(chart => XElement.Parse("<svg" + chart[..(chart.IndexOf("</svg>", StringComparison.Ordinal) + 6)]))];
        charts.Length.ShouldBe(9);
        charts.Select(chart => chart.Element("title")!.Value)
            .ShouldBe(["each second", "ms by second", "ms by percentile", "step|1: each second", "step|1: ms by second", "step|1: ms by percentile", "each second", "ms by second", "ms by percentile"]);
        charts[0].Elements("polyline").Select(line => line.Attribute("points")!.Value.Split(' ').Length).ShouldAllBe(points => points >= 1);
        charts[2].Elements("polyline").Single().Attribute("points")!.Value.Split(' ').Length.ShouldBe(51);
    }

    private NodeStats Run(params ScenarioProps[] scenarios) => NBomberRunner
        .RegisterScenarios(scenarios)
        .WithReportFolder(_folder)
        .WithReportFileName("report")
        .WithReportFormats(ReportFormat.Html, ReportFormat.Csv, ReportFormat.Md)
        .Run();
}
