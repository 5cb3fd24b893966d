namespace Edge.Tests.Cli.Client;

/// <summary>What each verb of deployments asks the server for.</summary>
public sealed class DeploymentVerbTests : IAsyncLifetime
{
    private ClientHost _client = null!;

    public async Task InitializeAsync() => _client = await ClientHost.StartAsync();

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task Create_sends_every_flag()
    {
        (await _client.RunAsync(
            "deployment create accounts/x/models/m --deployment-id small --endpoint http://h:8000=2 --endpoint https://i/base --discovery-dns llm.local --discovery-port 8000 "
            + "--discovery-interval 10s --provider groq --served-model llama --min-replica-count 1 --max-replica-count 4 --display-name Small --description Cheap --session-affinity --validate-only"))
            .ShouldBe(0, _client.Error);
        _client.Request.Line.ShouldBe("POST /v1/accounts/default/deployments?deploymentId=small&validateOnly=true");
        _client.Request.Body.ShouldBe(
            """{"baseModel":"accounts/x/models/m","endpoints":[{"url":"http://h:8000","replicas":2},{"url":"https://i/base"}],"provider":"groq","servedModel":"llama","minReplicaCount":1,"maxReplicaCount":4"""
            + ""","displayName":"Small","description":"Cheap","enableSessionAffinity":true,"discovery":{"dns":"llm.local","port":8000,"interval":"10s"}}""");
    }

    [Fact]
    public async Task Create_sends_no_flag_that_was_not_given()
    {
        (await _client.RunAsync("deployment create m --endpoint http://h")).ShouldBe(0, _client.Error);
        _client.Request.Line.ShouldBe("POST /v1/accounts/default/deployments");
        _client.Request.Body.ShouldBe("""{"baseModel":"m","endpoints":[{"url":"http://h"}]}""");
    }

    [Theory]
    [InlineData("--min-replica-count 0 --max-replica-count 0", """{"minReplicaCount":0,"maxReplicaCount":0}""")]
    [InlineData("--endpoint http://h=0", """{"endpoints":[{"url":"http://h","replicas":0}]}""")]
    [InlineData("--discovery-dns _http._tcp.n", """{"discovery":{"dns":"_http._tcp.n"}}""")]
    [InlineData("--discovery-dns n --discovery-port 1", """{"discovery":{"dns":"n","port":1}}""")]
    [InlineData("--session-affinity false", """{"enableSessionAffinity":false}""")]
    public async Task Update_sends_what_was_given_and_nothing_else(string flags, string body)
    {
        (await _client.RunAsync($"deployment update small {flags}")).ShouldBe(0, _client.Error);
        _client.Request.Line.ShouldBe("PATCH /v1/accounts/default/deployments/small");
        _client.Request.Body.ShouldBe(body);
    }

    [Fact]
    public async Task Scale_sends_the_count_and_says_so()
    {
        (await _client.RunAsync("deployment scale accounts/acme/deployments/small --replica-count 3")).ShouldBe(0, _client.Error);
        _client.Request.Line.ShouldBe("PATCH /v1/accounts/acme/deployments/small:scale");
        _client.Request.Body.ShouldBe("""{"replicaCount":3}""");
        _client.Output.TrimEnd().ShouldBe("Scaled accounts/acme/deployments/small to 3.");
    }

    [Theory]
    [InlineData("deployment get small", "GET /v1/accounts/default/deployments/small")]
    [InlineData("deployment list --filter state=READY", "GET /v1/accounts/default/deployments?filter=state%3DREADY")]
    [InlineData("deployment delete small", "DELETE /v1/accounts/default/deployments/small")]
    [InlineData("deployment delete small --ignore-checks", "DELETE /v1/accounts/default/deployments/small?ignoreChecks=true")]
    public async Task A_verb_without_a_body_asks_for_its_path(string line, string request)
    {
        (await _client.RunAsync(line)).ShouldBe(0, _client.Error);
        _client.Request.Line.ShouldBe(request);
        _client.Request.Body.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("deployment create", "create")]
    [InlineData("deployment create m --endpoint h:80", "'h:80' is no address")]
    [InlineData("deployment create m --endpoint http://h=two", "'http://h=two' is no address")]
    [InlineData("deployment create m --endpoint http://h=-1", "'http://h=-1' is no address")]
    [InlineData("deployment update d --discovery-dns n", "--discovery-port")]
    [InlineData("deployment update d --discovery-interval 1s", "--discovery-dns")]
    [InlineData("deployment update d --max-replica-count many", "many")]
    [InlineData("deployment update d", "nothing to change")]
    [InlineData("deployment scale d", "--replica-count")]
    public async Task A_wrong_command_line_sends_nothing(string line, string named)
    {
        (await _client.RunAsync(line)).ShouldBe(2);
        _client.Error.ShouldContain(named);
        _client.Control.Seen.ShouldBeEmpty();
    }
}
