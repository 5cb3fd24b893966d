namespace Edge.Tests.Cli.Client;

/// <summary>How answers are printed.</summary>
public sealed class OutputTests : IAsyncLifetime
{
    private const string Router = """
        {"name":"accounts/acme/routers/chat","displayName":"It's chat","state":"READY","status":{"code":"OK","message":""},"deployments":["accounts/acme/deployments/a","accounts/acme/deployments/b"],"model":"","evenLoad":{},"aliases":["x","y"],"public":true}
        """;

    private const string Deployment = """
        {"name":"accounts/acme/deployments/small","state":"UPDATING","baseModel":"accounts/acme/models/m","endpoints":[{"url":"http://h:8000","replicas":2},{"url":"http://i"}],"discovery":{"dns":"n","port":80,"interval":"10s"},"provider":"groq","minReplicaCount":1,"maxReplicaCount":4,"desiredReplicaCount":3,"replicaCount":3,"replicaStats":{"readyReplicaCount":2},"enableSessionAffinity":true}
        """;

    private ClientHost _client = null!;

    public async Task InitializeAsync() => _client = await ClientHost.StartAsync();

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task One_resource_is_a_line_for_each_of_its_values()
    {
        _client.Control.Answers(Router);
        (await _client.RunAsync("router get chat")).ShouldBe(0);
        Lines().ShouldBe(
        [
            "name: accounts/acme/routers/chat", "displayName: It's chat", "state: READY", "status.code: OK", "status.message:",
            "deployments: accounts/acme/deployments/a, accounts/acme/deployments/b", "model:", "evenLoad: {}", "aliases: x, y", "public: true",
        ]);
    }

    [Fact]
    public async Task A_list_of_objects_is_numbered()
    {
        _client.Control.Answers(Deployment);
        await _client.RunAsync("deployment get small");
        Lines().ShouldContain("endpoints[0].replicas: 2");
        Lines().ShouldContain("endpoints[1].url: http://i");
    }

    [Fact]
    public async Task Json_is_what_the_server_said_with_line_ends()
    {
        _client.Control.Answers("""{"name":"Zoë <&>","n":1.50,"a":[],"new":{"b":null}}""");
        (await _client.RunAsync("router get chat -o json")).ShouldBe(0);
        _client.Output.ReplaceLineEndings("\n").ShouldBe("{\n  \"name\": \"Zoë <&>\",\n  \"n\": 1.50,\n  \"a\": [],\n  \"new\": {\n    \"b\": null\n  }\n}\n");
    }

    [Theory]
    [InlineData("router get chat -o flag", Router, "--router-id chat --account-id acme --deployments accounts/acme/deployments/a,accounts/acme/deployments/b --strategy even-load --display-name 'It'\\''s chat' --public")]
    [InlineData("deployment get small -o flag", Deployment,
        "accounts/acme/models/m --deployment-id small --account-id acme --endpoint http://h:8000=2 --endpoint http://i --discovery-dns n --discovery-port 80 --discovery-interval 10s "
        + "--provider groq --min-replica-count 1 --max-replica-count 4 --session-affinity")]
    public async Task Flags_are_those_that_make_the_same(string line, string resource, string flags)
    {
        _client.Control.Answers(resource);
        (await _client.RunAsync(line)).ShouldBe(0);
        _client.Output.TrimEnd().ShouldBe(flags);
    }

    [Fact]
    public async Task Flags_that_were_printed_make_a_request_for_the_same()
    {
        _client.Control.Answers(Deployment);
        await _client.RunAsync("deployment get small -o flag");
        await _client.RunAsync($"deployment create {_client.Output.TrimEnd()}");
        _client.Control.Seen[1].Line.ShouldBe("POST /v1/accounts/acme/deployments?deploymentId=small");
        _client.Control.Seen[1].Body.ShouldBe(
            """{"baseModel":"accounts/acme/models/m","endpoints":[{"url":"http://h:8000","replicas":2},{"url":"http://i"}],"provider":"groq","minReplicaCount":1,"maxReplicaCount":4"""
            + ""","enableSessionAffinity":true,"discovery":{"dns":"n","port":80,"interval":"10s"}}""");
    }

    [Fact]
    public async Task Routers_are_a_table()
    {
        _client.Control.Answers($$$"""{"routers":[{{{Router}}},{"name":"accounts/acme/routers/a-longer-name","state":"READY","deployments":["accounts/acme/deployments/a"],"weightedRandom":{}}]}""");
        (await _client.RunAsync("router list")).ShouldBe(0);
        Lines().ShouldBe(
        [
            "NAME           STATE  STRATEGY         DEPLOYMENTS",
            "chat           READY  even-load        a, b",
            "a-longer-name  READY  weighted-random  a",
        ]);
    }

    [Fact]
    public async Task Deployments_are_a_table_with_replicas_ready_and_wanted()
    {
        _client.Control.Answers($$$"""{"deployments":[{{{Deployment}}},{"name":"accounts/acme/deployments/x"}]}""");
        (await _client.RunAsync("deployment list")).ShouldBe(0);
        Lines().ShouldBe(
        [
            "NAME   STATE     REPLICAS  BASE MODEL",
            "small  UPDATING  2/3       accounts/acme/models/m",
            "x                -/-",
        ]);
    }

    [Fact]
    public async Task A_list_goes_on_to_its_last_page()
    {
        _client.Control.Answers("""{"routers":[{"name":"a"}],"nextPageToken":"t/1","totalSize":3}""");
        _client.Control.Answers("""{"routers":[{"name":"b"}],"nextPageToken":"t2","totalSize":3}""");
        _client.Control.Answers("""{"routers":[{"name":"c"}],"totalSize":3}""");
        (await _client.RunAsync("router list --page-size 1 --filter x=1 --order-by name -o json")).ShouldBe(0, _client.Error);
        _client.Control.Seen.Select(request => request.Line).ShouldBe(
        [
            "GET /v1/accounts/default/routers?pageSize=1&filter=x%3D1&orderBy=name",
            "GET /v1/accounts/default/routers?pageSize=1&pageToken=t%2F1&filter=x%3D1&orderBy=name",
            "GET /v1/accounts/default/routers?pageSize=1&pageToken=t2&filter=x%3D1&orderBy=name",
        ]);
        string[] printed = [.. Lines().Select(line => line.Trim())];
        printed.Where(line => line.StartsWith("\"name\"", StringComparison.Ordinal)).ShouldBe(["\"name\": \"a\"", "\"name\": \"b\"", "\"name\": \"c\""]);
        printed.ShouldContain("\"totalSize\": 3");
        _client.Output.ShouldNotContain("nextPageToken");
    }

    [Fact]
    public async Task A_page_that_names_itself_as_the_next_ends_the_list_with_an_error()
    {
        _client.Control.Answers("""{"routers":[],"nextPageToken":"t"}""");
        _client.Control.Answers("""{"routers":[],"nextPageToken":"t"}""");
        (await _client.RunAsync("router list")).ShouldBe(2);
        _client.Error.ShouldContain("no end");
        _client.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refusal_of_a_later_page_prints_no_half_list()
    {
        _client.Control.Answers("""{"routers":[{"name":"a"}],"nextPageToken":"t"}""");
        _client.Control.Answers("""{"code":3,"message":"bad token"}""", 400);
        (await _client.RunAsync("router list")).ShouldBe(1);
        _client.Output.ShouldBeEmpty();
        _client.Error.ShouldContain("bad token (INVALID_ARGUMENT)");
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("flag")]
    public async Task Nothing_in_an_answer_acts_on_the_terminal(string format)
    {
        _client.Control.Answers("""{"name":"a\u001b[2J","displayName":"b\u009b\nfake: line","\u0007":"c\r"}""");
        (await _client.RunAsync($"router get chat -o {format}")).ShouldBe(0);
        _client.Output.TrimEnd().Where(c => char.IsControl(c) && c != '\n').ShouldBeEmpty();
        Lines().ShouldNotContain(line => line.StartsWith("fake", StringComparison.Ordinal));
        _client.Control.Answers("""{"routers":[{"name":"a\u001b[2J"}]}""");
        await _client.RunAsync($"router list -o {format}");
        _client.Output.ShouldNotContain("\u001b");
    }

    private string[] Lines() => _client.Output.TrimEnd().Split(Environment.NewLine);
}
