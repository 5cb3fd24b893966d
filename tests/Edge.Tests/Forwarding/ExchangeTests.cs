using ConfigSync.Resources;
using Edge.Forwarding;

namespace Edge.Tests.Forwarding;

/// <summary>The straight way through an exchange, step by step.</summary>
public sealed class ExchangeTests
{
    private const string Body = """{"model":"m","x":1}""";
    private const string Answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    [Fact]
    public void A_request_goes_to_its_replica_and_its_answer_comes_back()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Expect("lease").Leased();
        script.Send().ShouldBe(
            "POST /base/chat/completions HTTP/1.1\r\nHost: replica-1\r\nContent-Type: application/json\r\n"
            + "X-Forwarded-For: 192.0.2.1\r\nAccept-Encoding: identity\r\nContent-Length: 19\r\n\r\n" + Body);
        script.Outstanding.ShouldBe(1);
        script.Upstream(Answer).Expect("start 200 5", "deliver hello", "end", "release").ExpectOver();
    }

    [Fact]
    public void The_connection_is_asked_for_as_soon_as_the_model_is_known()
    {
        var script = new ExchangeScript();
        script.Post().Body("""{"messages":[""").Expect();
        script.Body("""{}],"model":"m",""").Expect("lease");
    }

    [Fact]
    public void The_last_byte_waits_until_the_body_was_accepted()
    {
        var script = new ExchangeScript();
        script.Post(length: Body.Length).Body(Body[..^4]).Leased();
        script.Send().ShouldEndWith("\r\n\r\n" + Body[..^5]);
        script.Body(Body[^4..^1]);
        script.Send().ShouldBe(Body[^5..^2]);
        script.Body(Body[^1..], last: true);
        script.Send().ShouldBe(Body[^2..]);
    }

    [Fact]
    public void A_body_without_length_that_is_whole_in_time_gets_one()
    {
        var script = new ExchangeScript();
        script.Post().Body(Body, last: true).Leased();
        script.Send().ShouldContain("Content-Length: 19\r\n");
    }

    [Fact]
    public void A_body_without_length_goes_on_in_chunks()
    {
        var script = new ExchangeScript();
        script.Post().Body("""{"model":"m","x":""").Leased();
        string first = script.Send();
        first.ShouldContain("Transfer-Encoding: chunked\r\n");
        first.ShouldNotContain("Content-Length");
        first.ShouldEndWith("\r\n\r\n10\r\n{\"model\":\"m\",\"x\"\r\n");
        script.Body("1}", last: true);
        script.Send().ShouldBe("3\r\n:1}\r\n0\r\n\r\n");
    }

    [Fact]
    public void The_served_name_takes_the_place_of_the_callers_and_the_length_follows()
    {
        var script = new ExchangeScript(new DeploymentConfig { Id = "m", ServedModel = "org/\"big\"" });
        script.Posted(Body).Leased();
        string sent = script.Send();
        sent.ShouldEndWith("\r\n\r\n{\"model\":\"org/\\\"big\\\"\",\"x\":1}");
        sent.ShouldContain($"Content-Length: {Body.Length - 3 + "\"org/\\\"big\\\"\"".Length}\r\n");
    }

    [Fact]
    public void A_model_before_the_hash_is_what_the_deployment_reads()
    {
        var script = new ExchangeScript();
        script.Posted("""{"model":"team/lora-7#m"}""").Leased();
        script.Send().ShouldEndWith("{\"model\":\"lora-7\"}");
    }

    [Fact]
    public void Credentials_of_the_endpoint_are_added()
    {
        var script = new ExchangeScript(new DeploymentConfig { Id = "m", Auth = new UpstreamAuthConfig("Authorization", "Bearer up") });
        script.Posted(Body).Leased();
        script.Send().ShouldContain("\r\nAuthorization: Bearer up\r\n");
    }

    [Fact]
    public void A_large_body_flows_while_it_arrives()
    {
        var script = new ExchangeScript();
        string filler = new('x', 100_000);
        script.Post(length: 18 + filler.Length).Body("{\"model\":\"m\",\"x\":\"").Leased();
        script.Send();
        script.Body(filler[..70_000]);
        script.Send().Length.ShouldBe(70_000);
        script.Body(filler[70_000..^2] + "\"}", last: true);
        script.Send().Length.ShouldBe(30_001);
    }

    [Fact]
    public void Reading_ahead_of_the_upstream_is_bounded()
    {
        var script = new ExchangeScript();
        script.Post().Body("{\"model\":\"m\",\"x\":\"").Leased();
        script.Exchange.WantsBody.ShouldBeTrue();
        script.Body(new string('x', 300_000));
        script.Exchange.WantsBody.ShouldBeFalse();
        script.Send();
        script.Exchange.WantsBody.ShouldBeTrue();
    }

    [Fact]
    public void A_piece_that_waits_to_be_sent_is_not_given_back_when_the_answer_begins()
    {
        var script = new ExchangeScript();
        string filler = new('x', 1_000_000);
        script.Post(length: 20 + filler.Length).Body("{\"model\":\"m\",\"x\":\"").Leased();
        script.Send();
        script.Body(filler + "\"}", last: true);
        script.Exchange.TryTakeSend(new SendPieces()).ShouldBeTrue();
        script.Upstream("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
        script.Exchange.Sent();
        script.Poison();
        script.Send().ShouldEndWith("x\"}");
        script.Upstream("lo").Expect("lease", "start 200 5", "deliver hel", "deliver lo", "end", "release").ExpectOver();
    }

    [Fact]
    public void An_answer_that_is_whole_while_a_piece_waits_spends_the_connection()
    {
        var script = new ExchangeScript();
        string filler = new('x', 400_000);
        script.Post(length: 20 + filler.Length).Body("{\"model\":\"m\",\"x\":\"").Leased();
        script.Body(filler + "\"}", last: true);
        script.Exchange.TryTakeSend(new SendPieces()).ShouldBeTrue();
        script.Exchange.Sent();
        script.Upstream("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").Expect("lease", "start 200 2", "deliver ok", "end", "drop").ExpectOver();
    }

    [Fact]
    public void While_the_client_is_slow_nothing_is_read_from_the_upstream()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Leased().Sent().Upstream("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
        script.Exchange.ClientSlow();
        script.Exchange.WantsUpstream.ShouldBeFalse();
        script.Exchange.ClientReady();
        script.Exchange.WantsUpstream.ShouldBeTrue();
    }

    [Fact]
    public void An_unknown_model_is_refused_at_once_and_the_rest_of_the_body_dropped()
    {
        var script = new ExchangeScript();
        script.Post().Body("""{"model":"other",""").Expect("reject ModelNotFound");
        script.Body("\"x\":1}", last: true).ExpectOver();
    }

    [Fact]
    public void A_body_above_the_limit_is_refused_by_its_announced_length()
    {
        var script = new ExchangeScript(maxBody: 10);
        script.Post(length: 11).Expect("reject BodyTooLarge");
    }

    [Fact]
    public void A_body_above_the_limit_is_refused_when_it_passes_it()
    {
        var script = new ExchangeScript(maxBody: 20);
        script.Post().Body("""{"model":"m",""").Expect("lease");
        script.Body("\"xxxxxxxx").Expect("cancel lease", "reject BodyTooLarge");
    }

    [Fact]
    public void An_unwanted_body_is_read_up_to_a_limit_and_then_the_connection_closed()
    {
        var script = new ExchangeScript();
        script.Post().Body("""{"model":"other",""").Expect("reject ModelNotFound");
        string block = new(' ', 1024 * 1024);
        for (int i = 0; i < 256; i++)
            script.Body(block).Expect();
        script.Body(" ").Expect("close").ExpectOver();
    }

    [Fact]
    public void A_refusal_behind_the_model_takes_the_request_back()
    {
        var script = new ExchangeScript();
        script.Post().Body("""{"model":"m",""").Expect("lease").Leased().Sent();
        script.Body("\"model\":\"n\"}", last: true).Expect("drop", "reject InvalidModel").ExpectOver();
    }
}
