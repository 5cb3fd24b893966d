using ConfigSync.Resources;
using Edge.Telemetry.Usage;

namespace Edge.Tests.Forwarding;

/// <summary>Usage that is asked for in the name of callers who do not ask (specs/openai.md, Usage).</summary>
public sealed class ExchangeUsageInjectionTests
{
    private const string Body = """{"model":"m","stream":true}""";
    private const string Asking = """{"stream_options":{"include_usage":true},"model":"m","stream":true}""";
    private const string EventsHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    private const string Delta = "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n";
    private const string Extra = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":9}}\n\n";
    private const string Done = "data: [DONE]\n\n";
    private static readonly DeploymentConfig Injecting = new() { Id = "m", InjectUsage = true };

    [Theory]
    [InlineData("chat/completions")]
    [InlineData("completions")]
    public void A_stream_is_asked_for_its_usage_and_the_caller_does_not_see_it(string path)
    {
        var script = new ExchangeScript(Injecting);
        script.Posted(Body, path).Leased();
        string sent = script.Send();
        sent.ShouldEndWith("\r\n\r\n" + Asking);
        sent.ShouldContain($"Content-Length: {Asking.Length}\r\n");
        script.Upstream(EventsHead + Delta + Delta + Extra[..40]).Upstream(Extra[40..] + Done).Closed();
        script.Delivered.ShouldBe(Delta + Delta + Done);
        script.Exchange.Usage.ShouldBe(new UsageFigures(3, 9, -1, -1, false));
    }

    [Theory]
    [InlineData("chat/completions", """{"model":"m","stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData("chat/completions", """{"model":"m"}""")]
    [InlineData("messages", Body)]
    [InlineData("responses", Body)]
    public void Other_requests_and_their_answers_stay_as_they_are(string path, string body)
    {
        var script = new ExchangeScript(Injecting);
        script.Posted(body, path).Leased();
        script.Send().ShouldEndWith("\r\n\r\n" + body);
        script.Upstream(EventsHead + Delta + Extra);
        script.Delivered.ShouldBe(Delta + Extra);
    }

    [Fact]
    public void A_deployment_that_does_not_say_so_is_not_asked()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Leased();
        script.Send().ShouldEndWith("\r\n\r\n" + Body);
        script.Upstream(EventsHead + Extra);
        script.Delivered.ShouldBe(Extra);
    }

    [Fact]
    public void A_body_that_goes_on_before_it_is_whole_stays_as_it_is()
    {
        var script = new ExchangeScript(Injecting);
        script.Post(length: Body.Length).Body(Body[..^4]).Leased();
        string sent = script.Send();
        script.Body(Body[^4..], last: true);
        (sent + script.Send()).ShouldEndWith("\r\n\r\n" + Body);
        script.Upstream(EventsHead + Extra);
        script.Delivered.ShouldBe(Extra);
    }

    [Fact]
    public void A_second_replica_is_asked_as_the_first_was()
    {
        var script = new ExchangeScript(Injecting, endpoints: 2);
        script.Posted(Body).Leased().Sent().Upstream("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n").Leased();
        script.Send().ShouldEndWith("\r\n\r\n" + Asking);
        script.Upstream(EventsHead + Delta + Extra + Done);
        script.Delivered.ShouldBe(Delta + Done);
    }

    [Fact]
    public void What_was_held_back_when_a_stream_breaks_goes_out_before_the_end()
    {
        var script = new ExchangeScript(Injecting);
        script.Posted(Body).Leased().Sent().Upstream(EventsHead + Delta + Extra[..30]).Closed();
        script.Delivered.ShouldBe(Delta + Extra[..30]);
        script.Exchange.Usage.ShouldBe(new UsageFigures(-1, 1, -1, -1, true));
    }

    [Fact]
    public void A_break_behind_the_event_that_nobody_saw_is_told()
    {
        var script = new ExchangeScript(Injecting);
        script.Posted(Body).Leased().Sent().Upstream(EventsHead + Delta + Extra).Closed();
        script.Delivered.ShouldStartWith(Delta + "data: {\"error\":");
    }
}
