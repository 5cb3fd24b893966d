using System.Text;
using ConfigSync.Resources;
using Edge.Balancing;
using Edge.Faults;
using Edge.Forwarding;
using Edge.Intake;

namespace Edge.Tests.Forwarding;

/// <summary>What answers say of replicas, and when a request is ended from outside.</summary>
public class ExchangeHealthTests
{
    private const string Chat = """{"model":"m"}""";
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private const string Broken = "HTTP/1.1 500 Oh\r\nContent-Length: 2\r\n\r\nno";
    private const string StreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static void Ask(ExchangeScript script, string body, string answer)
    {
        script.Posted(body).Leased().Sent().Upstream(answer);
        script.Exchange.Clear();
    }

    [Fact]
    public void A_prompt_that_fails_on_both_replicas_ejects_neither()
    {
        var script = new ExchangeScript(endpoints: 2);
        for (int i = 0; i < 3; i++)
        {
            script.Posted(Chat).Leased().Sent().Upstream(Broken);
            Replica second = script.Wanted!;
            script.Leased().Sent().Upstream(Broken);
            second.Health.State.ShouldBe(HealthState.InService);
            script.Exchange.Clear();
            // The budget of repeats is made of requests.
            for (int calm = 0; calm < 20; calm++)
                Ask(script, Chat, Ok);
        }
        script.Replicas.ShouldAllBe(replica => replica.Health.State == HealthState.InService);
    }

    [Fact]
    public void A_failure_that_has_nowhere_else_to_go_counts_once_and_is_forgiven_once()
    {
        var script = new ExchangeScript();
        Replica replica = script.Replicas.ShouldHaveSingleItem();
        for (int i = 0; i < 3; i++)
            Ask(script, $$"""{"model":"m","x":{{i}}}""", Broken);
        Ask(script, Chat, Broken);
        // The same prompt on another replica takes one of four failures back.
        var body = new RequestBody(script.Blocks);
        body.Start(Chat.Length, 1 << 20, 1 << 16);
        body.Feed(Encoding.UTF8.GetBytes(Chat), last: true);
        script.Services.Poison.Counts(body.Fingerprint(), new ReplicaHealth(replica.Board, new ReplicaGroup()), script.Clock.Now).ShouldBeFalse();
        body.Clear();
        Ask(script, """{"model":"m","x":8}""", Broken);
        replica.Health.State.ShouldBe(HealthState.InService);
        Ask(script, """{"model":"m","x":9}""", Broken);
        replica.Health.State.ShouldBe(HealthState.Ejected, "five in a row are left");
    }

    [Fact]
    public void Different_prompts_that_fail_on_one_replica_eject_it()
    {
        var script = new ExchangeScript(new DeploymentConfig { Id = "m", RetryOn = new RetryStatuses([]) });
        for (int i = 0; i < 5; i++)
            Ask(script, $$"""{"model":"m","x":{{i}}}""", Broken);
        script.Replicas.ShouldHaveSingleItem().Health.State.ShouldBe(HealthState.Ejected);
    }

    [Fact]
    public void A_stream_that_has_begun_shows_that_a_replica_is_well()
    {
        var script = new ExchangeScript(new DeploymentConfig { Id = "m", RetryOn = new RetryStatuses([]) });
        for (int i = 0; i < 5; i++)
            Ask(script, $$"""{"model":"m","x":{{i}}}""", Broken);
        Replica replica = script.Replicas.ShouldHaveSingleItem();
        script.Clock.Set(script.Clock.Now + 60_000);
        script.Sweep();
        script.Posted("""{"model":"m","stream":true}""").Leased().Sent();
        replica.Health.State.ShouldBe(HealthState.Probing);
        script.Upstream(StreamHead);
        replica.Health.State.ShouldBe(HealthState.Warming);
    }

    [Fact]
    public void Answers_that_begin_late_make_an_outlier()
    {
        var script = new ExchangeScript(new DeploymentConfig { Id = "m", Health = new HealthConfig { LatencyOutlier = 3 } }, endpoints: 2);
        Replica slow = script.Replicas.First();
        for (int i = 0; i < 1_000 && slow.Health.State == HealthState.InService; i++)
        {
            script.Posted(Chat).Leased().Sent();
            script.After(TimeSpan.FromMilliseconds(script.Wanted == slow ? 400 : 100)).Upstream(Ok);
            script.Exchange.Clear();
        }
        slow.Health.State.ShouldBe(HealthState.Ejected);
        script.Replicas.Last().Health.State.ShouldBe(HealthState.InService);
    }

    [Fact]
    public void A_stream_that_still_runs_when_the_process_stops_is_told()
    {
        var script = new ExchangeScript();
        script.Posted("""{"model":"m","stream":true}""").Leased().Sent().Upstream(StreamHead + "9\r\ndata: 1\n\n\r\n");
        script.Expect("lease", "start 200 -1", "deliver data: 1||");
        script.Services.Stop.Give();
        script.Exchange.Tick();
        script.Delivered.ShouldContain("\"code\":\"stopping\"");
        script.Delivered.ShouldEndWith("\n\n");
        script.Exchange.Phase.ShouldBe(ExchangePhase.Finished);
        script.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void A_request_that_waits_when_the_process_stops_is_refused()
    {
        var script = new ExchangeScript();
        script.Posted(Chat);
        script.Services.Stop.Give();
        script.Exchange.Tick();
        script.Expect("lease", "cancel lease", "reject Stopping");
        script.ExpectOver();
    }

    [Fact]
    public void A_body_that_finds_no_memory_is_refused()
    {
        var script = new ExchangeScript(memory: 32 * 1024);
        script.Post(length: 600_000).Body("""{"x":" """ + new string('x', 200_000));
        script.Expect();
        script.Body(new string('x', 100_000));
        script.Expect("reject MemoryFull");
        script.Counters.Of(FaultKind.MemoryFull).ShouldBe(1);
    }
}
