using System.Net;
using ConfigSync.Resources;
using static ConfigSync.Tests.Resources.Reader;

namespace ConfigSync.Tests.Resources;

public class ConfigDocumentTests
{
    [Fact]
    public void An_empty_object_gives_the_defaults()
    {
        EdgeConfig config = Good("{}");
        config.Listen.ShouldBe(new ListenConfig());
        config.Deployments.ShouldBeEmpty();
        config.Routers.ShouldBeEmpty();
        config.Keys.ShouldBeEmpty();
        config.Anonymous.ShouldBe("default");
    }

    [Fact]
    public void Every_property_of_listen_arrives()
    {
        ListenConfig listen = Good(FullDocument.Text).Listen;
        listen.Data.ShouldBe(IPEndPoint.Parse("127.0.0.1:1080"));
        listen.H2c.ShouldBe(IPEndPoint.Parse("[::1]:1081"));
        listen.Tls.ShouldBe(new TlsConfig(IPEndPoint.Parse("0.0.0.0:8443"), Path.Combine(Folder, "tls.crt"), Path.Combine(Folder, "tls.key")));
        listen.Control.ShouldBe(IPEndPoint.Parse("127.0.0.2:1082"));
        listen.Metrics.ShouldBe(IPEndPoint.Parse("127.0.0.1:1083"));
        listen.CorsOrigins.ShouldBe(["https://app.example.com", "http://localhost:3000"]);
        listen.TrustedProxies.ShouldBe([IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("fd00::/8")]);
        listen.MaxBodyBytes.ShouldBe(2L << 30);
        listen.ReplayBytes.ShouldBe(4096);
        listen.Drain.ShouldBe(TimeSpan.FromMilliseconds(250));
        listen.DrainGrace.ShouldBe(TimeSpan.FromSeconds(4));
        listen.MaxBufferedBytes.ShouldBe(3L << 30);
    }

    [Fact]
    public void Every_property_of_a_deployment_arrives()
    {
        DeploymentConfig a = Good(FullDocument.Text).Deployments[0];
        a.FullName.ShouldBe("accounts/team/deployments/a");
        a.Names.ShouldBe(["gpt-4o", "größer/二"]);
        a.Endpoints.ShouldBe([new(new Uri("http://10.0.0.7:8000"), 3, 64), new(new Uri("https://models.example.com/base/v1"), 0)]);
        a.ServedModel.ShouldBe("org/Model");
        a.Auth.ShouldBe(new UpstreamAuthConfig("x-api-key", "Bearer " + Secret));
        a.CaPath.ShouldBe(Path.Combine(Folder, "ca.pem"));
        a.RequireEndMark.ShouldBeFalse();
        a.InjectUsage.ShouldBeTrue();
        a.Timeouts.ShouldBe(new TimeoutsConfig { Connect = TimeSpan.FromSeconds(1), FirstByte = TimeSpan.FromMinutes(2), Idle = TimeSpan.Zero, Total = TimeSpan.FromHours(1) });
        a.Health.ShouldBe(new HealthConfig
        {
            EjectAfter = 3,
            EjectTime = TimeSpan.FromSeconds(2),
            MaxEjectedPercent = 30,
            LatencyOutlier = 2.5,
            Probe = new ProbeConfig("/v1/models?x=1", TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1), 4, 5),
        });
        a.EngineMetrics.ShouldBe(new EngineMetricsConfig("/stats", TimeSpan.FromSeconds(2)));
        a.Limits.ShouldBe(new LimitsConfig { MaxOutstanding = 90, MaxConnections = 7, MaxQueue = 0, QueueTimeout = TimeSpan.FromSeconds(3), IdleConnection = TimeSpan.FromSeconds(4) });
    }

    [Fact]
    public void What_a_deployment_leaves_out_has_its_default()
    {
        DeploymentConfig b = Good(FullDocument.Text).Deployments[1];
        b.Endpoints.ShouldBe([new(new Uri("http://[::1]:9000/v2"))]);
        b.Names.ShouldBeEmpty();
        var expected = new DeploymentConfig { Id = "b", Account = "team", Endpoints = b.Endpoints, Names = b.Names };
        b.ShouldBe(expected);
    }

    [Fact]
    public void Every_property_of_a_router_a_key_and_the_rest_arrives()
    {
        EdgeConfig config = Good(FullDocument.Text);
        RouterConfig router = config.Routers.ShouldHaveSingleItem();
        router.FullName.ShouldBe("accounts/team/routers/a");
        router.Deployments.ShouldBe(["accounts/team/deployments/b", "accounts/team/deployments/a"]);
        router.Strategy.ShouldBe(RoutingStrategy.EvenLoad);
        router.Names.ShouldBe(["both"]);
        router.Public.ShouldBeTrue();
        KeyConfig key = config.Keys.ShouldHaveSingleItem();
        (key.Name, key.Account).ShouldBe(("ci", "team"));
        key.Hash.ShouldBe(System.Security.Cryptography.SHA256.HashData("change-me"u8));
        config.Anonymous.ShouldBe("guests");
    }

    [Fact]
    public void Null_means_none_where_there_can_be_none()
    {
        EdgeConfig config = Good("""
            { "listen": { "data": null, "h2c": null, "tls": null, "metrics": null },
              "deployments": [ { "id": "a", "endpoints": [ { "url": "http://h", "maxConcurrency": null } ], "servedModel": null, "auth": null, "ca": null } ] }
            """);
        config.Listen.Data.ShouldBeNull();
        config.Deployments[0].Endpoints[0].MaxConcurrency.ShouldBeNull();
    }

    [Fact]
    public void Every_mistake_is_listed_at_once_by_place()
    {
        Bad("""
            {
              "routers": [ { "id": "r", "deployments": [ "nobody" ] } ],
              "listne": {},
              "deployments": [
                { "id": "A", "endpoints": [ { "url": "ftp://h" } ] },
                { "endpoints": [] },
              ],
              "anonymous": 7
            }
            """).Select(e => (e.Line, e.Column, e.Pointer)).ShouldBe([
            (2, 46, "/routers/0/deployments/0"),
            (3, 3, "/listne"),
            (5, 13, "/deployments/0/id"),
            (5, 42, "/deployments/0/endpoints/0/url"),
            (6, 5, "/deployments/1"),
            (6, 20, "/deployments/1/endpoints"),
            (8, 16, "/anonymous"),
        ]);
    }

    [Fact]
    public void A_mistake_says_what_is_wrong_and_what_to_write()
    {
        One("""{ "listen": { "data": "localhost:8080" } }""").ToString()
            .ShouldBe("1:23: /listen/data: 'data' is not an IP address with a port. Write one such as \"127.0.0.1:8080\", \"0.0.0.0:8080\" or \"[::]:8080\"; names and address-less ports are not taken.");
        One("[]").ToString().ShouldBe("1:1: /: the document must be an object, not an array. Write an object.");
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{", 1, 2)]
    [InlineData("{\n  \"listen\": {,}\n}", 2, 14)]
    [InlineData("{ \"größe\" 1 }", 1, 11)]
    [InlineData("{} {}", 1, 4)]
    [InlineData("{ /* one\n\ntwo */ x }", 3, 8)]
    [InlineData("{ // c\n \"a\": tru }", 2, 10)]
    [InlineData("{ \"anonymous\": \"\\uD800\" }", 1, 16)]
    [InlineData("{ \"\\uDC00\": 1 }", 1, 3)]
    [InlineData("{ \"a\": \"x\ny\" }", 1, 10)]
    public void Broken_JSON_gives_one_error_with_its_place(string document, int line, int column)
    {
        ConfigError error = One(document);
        (error.Line, error.Column, error.Pointer).ShouldBe((line, column, ""));
    }

    [Fact]
    public void Broken_JSON_never_shows_a_value_whose_quotes_were_forgotten()
    {
        foreach (string secret in new[] { "topsecret", "nosecret", "fsecret", "sk-secret", "-secret", "0secret" })
            One($$"""{ "auth": {{secret}} }""").ToString().ShouldNotContain("secret");
    }

    [Fact]
    public void A_byte_order_mark_is_skipped_and_counts_in_no_column() =>
        One("\uFEFF[]").Column.ShouldBe(1);

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused_at_their_place()
    {
        byte[] document = [.. "{\n \"é"u8, 0xC3, .. "\": 1 }"u8];
        ConfigError error = ConfigDocument.Read(document, Folder, Variable).Errors.ShouldHaveSingleItem();
        (error.Line, error.Column).ShouldBe((2, 4));
        error.Problem.ShouldContain("UTF-8");
    }

    [Fact]
    public void A_document_above_the_bound_is_refused_and_one_at_it_is_not()
    {
        byte[] document = new byte[ConfigDocument.MaxBytes + 1];
        document.AsSpan().Fill((byte)' ');
        "{}"u8.CopyTo(document);
        ConfigDocument.Read(document, Folder, Variable).Errors.ShouldHaveSingleItem().Problem.ShouldContain("16 MiB");
        ConfigDocument.Read(document.AsMemory(0, ConfigDocument.MaxBytes), Folder, Variable).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void Nesting_is_bounded()
    {
        int deepest = ConfigDocument.MaxDepth - 1;
        One("{ \"x\": " + new string('[', deepest) + new string(']', deepest) + "}").Problem.ShouldContain("not a known property");
        One("{ \"x\": " + new string('[', deepest + 1) + new string(']', deepest + 1) + "}").Problem.ShouldContain("not JSON");
    }

    [Fact]
    public void At_most_200_errors_are_listed()
    {
        string many = "{ \"deployments\": [" + string.Join(",", Enumerable.Repeat("1", 1000)) + "] }";
        Bad(many).Length.ShouldBe(ConfigDocument.MaxErrors);
    }

    [Fact]
    public void A_property_name_is_bounded_so_that_pointers_are()
    {
        One("{ \"" + new string('x', 1025) + "\": 1 }").Problem.ShouldContain("longer than 1024 bytes");
        One("{ \"" + new string('x', 1024) + "\": 1 }").Problem.Length.ShouldBeLessThan(200);
    }

    [Fact]
    public void Pointers_escape_what_RFC_6901_escapes() =>
        One("""{ "a/b~c": 1 }""").Pointer.ShouldBe("/a~1b~0c");

    [Fact]
    public void Columns_count_characters_not_bytes() =>
        One("""{ /* 二😀 */ "x": 1 }""").Column.ShouldBe(12);

    [Fact]
    public void Nothing_of_a_name_acts_on_a_terminal() =>
        One("{ \"\\u001b[31m\": 1 }").Problem.ShouldNotContain("\u001b");
}
