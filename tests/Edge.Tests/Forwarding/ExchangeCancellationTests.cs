using ConfigSync.Resources;
using Edge.Faults;
using Edge.Forwarding;

namespace Edge.Tests.Forwarding;

/// <summary>A client that leaves and time that passes, in every phase.</summary>
public sealed class ExchangeCancellationTests
{
    private const string Body = """{"model":"m","x":1}""";
    private static readonly TimeoutsConfig Timeouts = new()
    {
        FirstByte = TimeSpan.FromSeconds(3),
        Idle = TimeSpan.FromSeconds(2),
        Total = TimeSpan.FromSeconds(60),
    };

    [Fact]
    public void A_client_that_leaves_during_intake_leaves_nothing_behind()
    {
        var script = new ExchangeScript();
        script.Post().Body("""{"mess""");
        script.Exchange.ClientGone();
        script.ExpectOver();
    }

    [Fact]
    public void A_client_that_leaves_while_waiting_for_a_connection_gives_up_its_place()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Expect("lease");
        script.Exchange.ClientGone();
        script.Expect("cancel lease").ExpectOver();
    }

    [Fact]
    public void A_client_that_leaves_while_sending_drops_the_connection()
    {
        var script = new ExchangeScript();
        script.Post().Body("""{"model":"m",""").Expect("lease").Leased().Sent();
        script.Exchange.ClientGone();
        script.Expect("drop").ExpectOver();
    }

    [Fact]
    public void A_client_that_leaves_during_prefill_drops_the_connection()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Expect("lease").Leased().Sent();
        script.Exchange.ClientGone();
        script.Expect("drop").ExpectOver();
    }

    [Fact]
    public void A_client_that_leaves_while_streaming_drops_the_connection()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Leased().Sent().Upstream("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhel");
        script.Exchange.ClientGone();
        script.Expect("lease", "start 200 10", "deliver hel", "drop").ExpectOver();
        script.Counters.Of(FaultKind.ClientGone).ShouldBe(1);
    }

    [Fact]
    public void No_first_byte_in_time_is_a_fault()
    {
        var script = Begin();
        script.After(TimeSpan.FromSeconds(2.9)).Expect();
        script.After(TimeSpan.FromSeconds(0.2)).Expect("drop", "reject FirstByteTimeout").ExpectOver();
    }

    [Fact]
    public void Silence_between_bytes_is_a_fault_and_each_byte_starts_it_anew()
    {
        var script = Begin();
        script.Upstream("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\na").Expect("start 200 10", "deliver a");
        script.After(TimeSpan.FromSeconds(1.9)).Upstream("b").Expect("deliver b");
        script.After(TimeSpan.FromSeconds(1.9)).Expect();
        script.After(TimeSpan.FromSeconds(0.2)).Expect("drop", "abort").ExpectOver();
        script.Counters.Of(FaultKind.IdleTimeout).ShouldBe(1);
    }

    [Fact]
    public void While_the_client_is_slow_the_upstream_is_not_blamed()
    {
        var script = Begin();
        script.Upstream("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\na").Expect("start 200 10", "deliver a");
        script.Exchange.ClientSlow();
        script.After(TimeSpan.FromSeconds(10)).Expect();
        script.Exchange.ClientReady();
        script.After(TimeSpan.FromSeconds(2.1)).Expect("drop", "abort").ExpectOver();
    }

    [Fact]
    public void While_the_client_is_slow_no_more_is_read_and_what_was_under_way_still_counts()
    {
        var script = Begin();
        script.Upstream("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\na").Expect("start 200 3", "deliver a");
        script.Exchange.WantsUpstream.ShouldBeTrue();
        script.Exchange.ClientSlow();
        script.Exchange.WantsUpstream.ShouldBeFalse();
        script.Upstream("b").Expect("deliver b");
        script.After(TimeSpan.FromSeconds(10)).Expect();
        script.Exchange.ClientReady();
        script.Exchange.WantsUpstream.ShouldBeTrue();
        script.Upstream("c").Expect("deliver c", "end", "release").ExpectOver();
    }

    [Fact]
    public void An_upstream_that_does_not_take_the_request_is_idle()
    {
        var script = new ExchangeScript(new DeploymentConfig { Id = "m", Timeouts = Timeouts });
        script.Posted(Body).Expect("lease").Leased();
        script.Exchange.TryTakeSend(new SendPieces()).ShouldBeTrue();
        script.After(TimeSpan.FromSeconds(2.1)).Expect("drop", "reject IdleTimeout").ExpectOver();
    }

    [Fact]
    public void A_client_that_sends_slowly_is_not_the_upstreams_fault()
    {
        var script = new ExchangeScript(new DeploymentConfig { Id = "m", Timeouts = Timeouts });
        script.Post().Body("""{"model":"m",""").Expect("lease").Leased().Sent();
        script.After(TimeSpan.FromSeconds(30)).Expect();
        script.Body("\"x\":1}", last: true).Sent().Upstream("HTTP/1.1 204 No\r\n\r\n").Expect("start 204 0", "end", "release").ExpectOver();
    }

    [Fact]
    public void The_whole_request_has_its_time_too_also_while_waiting_for_a_connection()
    {
        var script = new ExchangeScript(new DeploymentConfig { Id = "m", Timeouts = Timeouts });
        script.Posted(Body).Expect("lease");
        script.After(TimeSpan.FromSeconds(60)).Expect("cancel lease", "reject TotalTimeout").ExpectOver();
    }

    [Fact]
    public void The_whole_time_runs_from_the_arrival_of_the_request()
    {
        var script = new ExchangeScript(new DeploymentConfig { Id = "m", Timeouts = Timeouts });
        script.Post().After(TimeSpan.FromSeconds(59)).Body(Body, last: true).Expect("lease");
        script.After(TimeSpan.FromSeconds(1)).Expect("cancel lease", "reject TotalTimeout").ExpectOver();
    }

    [Fact]
    public void An_unwanted_body_that_does_not_come_is_not_waited_for()
    {
        var script = new ExchangeScript();
        script.Post().Body("""{"model":"other",""").Expect("reject ModelNotFound");
        script.After(TimeSpan.FromSeconds(5)).Expect("close").ExpectOver();
    }

    [Fact]
    public void An_unwanted_body_is_read_while_it_comes_but_not_for_ever()
    {
        var script = new ExchangeScript();
        script.Post().Body("""{"model":"other",""").Expect("reject ModelNotFound");
        for (int second = 4; second < 30; second += 4)
            script.After(TimeSpan.FromSeconds(4)).Body(" ").Expect();
        script.After(TimeSpan.FromSeconds(2)).Expect("close").ExpectOver();
    }

    [Fact]
    public void By_default_a_long_prefill_is_fine()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Expect("lease").Leased().Sent();
        script.After(TimeSpan.FromHours(1)).Expect();
    }

    private static ExchangeScript Begin()
    {
        var script = new ExchangeScript(new DeploymentConfig { Id = "m", Timeouts = Timeouts });
        return script.Posted(Body).Expect("lease").Leased().Sent();
    }
}
