using System.Text;
using ConfigSync.Resources;
using FsCheck;
using FsCheck.Fluent;
using static ConfigSync.Tests.Resources.Reader;

namespace ConfigSync.Tests.Resources;

public class ResourceDocumentTests
{
    private static readonly DateTimeOffset Written = new(2026, 3, 1, 8, 30, 0, TimeSpan.Zero);

    private static readonly ResourceKey DeploymentKey = new(ResourceKind.Deployment, "team", "a");

    private static readonly ResourceKey RouterKey = new(ResourceKind.Router, "team", "both");

    private static readonly ResourceKey KeyKey = new(ResourceKind.Key, "team", "ci");

    private static readonly ResourceKey AccountKey = new(ResourceKind.Account, "team", "team");

    [Fact]
    public void What_is_written_reads_as_the_same_in_all_fields() =>
        Prop.ForAll(StoredResources.All.ToArbitrary(), resource =>
        {
            byte[] document = ResourceDocument.Write(resource);
            ResourceReading reading = ResourceDocument.Read(resource.Key, document, resource.Revision, Written, Folder, Variable);
            reading.Errors.ShouldBeEmpty();
            Described.Of(reading.Resource).ShouldBe(Described.Of(resource), Encoding.UTF8.GetString(document));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_stored_says_what_an_entry_of_the_file_says_and_more()
    {
        var deployment = Good<Deployment>(DeploymentKey, """
            {
              "id": "a", "account": "team", "names": ["gpt-4o"], "endpoints": [ { "url": "http://h", "replicas": 3 } ],
              "timeouts": { "connect": "1s" }, // as ever
              "createTime": "2025-01-02T03:04:05.25+01:00", "updateTime": "2026-01-02t03:04:05.123456789z", "createdBy": "ci", "displayName": "The größte",
            }
            """);
        deployment.Config.FullName.ShouldBe("accounts/team/deployments/a");
        deployment.Config.Endpoints.ShouldHaveSingleItem().Replicas.ShouldBe(3);
        deployment.Config.Timeouts.Connect.ShouldBe(TimeSpan.FromSeconds(1));
        deployment.Revision.ShouldBe(7);
        deployment.CreateTime.ShouldBe(new DateTimeOffset(2025, 1, 2, 2, 4, 5, 250, TimeSpan.Zero));
        deployment.UpdateTime.ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567));
        deployment.CreatedBy.ShouldBe("ci");
        deployment.DisplayName.ShouldBe("The größte");
    }

    [Fact]
    public void Times_that_are_not_said_are_the_stores()
    {
        var account = Good<Account>(AccountKey, "{}");
        account.CreateTime.ShouldBe(Written);
        account.UpdateTime.ShouldBe(Written);
        account.CreatedBy.ShouldBeNull();
        account.DisplayName.ShouldBe("");
    }

    [Fact]
    public void Members_are_named_in_full_and_need_not_exist() =>
        Good<Router>(RouterKey, """{ "deployments": ["x", "accounts/team/deployments/y", "x"] }""").Config.Deployments
            .ShouldBe(["accounts/team/deployments/x", "accounts/team/deployments/y"]);

    [Theory]
    [InlineData("accounts/other/deployments/x", "'deployments[0]' is of another account than the router's, 'team'")]
    [InlineData("accounts/team/routers/x", "'deployments[0]' is a router")]
    [InlineData("team/x", "'deployments[0]' is not the name of a deployment")]
    [InlineData("X", "'deployments[0]' is not the name of a deployment")]
    [InlineData("", "'deployments[0]' is not the name of a deployment")]
    [InlineData("accounts/team/deployments/", "'deployments[0]' is not the name of a deployment")]
    public void A_member_that_can_never_be_one_is_refused(string member, string problem)
    {
        ConfigError error = Bad(RouterKey, $$"""{ "deployments": ["{{member}}"] }""").ShouldHaveSingleItem();
        error.Problem.ShouldBe(problem);
        error.Pointer.ShouldBe("/deployments/0");
    }

    [Fact]
    public void A_key_has_a_full_name() =>
        Good<ApiKey>(KeyKey, """{ "hash": "sha256:E2186DBDB1BB4193608605e84f33208765b5693b55edd4f730a719a100eeea6f" }""").Config.FullName
            .ShouldBe("accounts/team/keys/ci");

    [Theory]
    [InlineData("team", "b", "/id", "'id' is 'a', but it is stored under 'b'")]
    [InlineData("other", "a", "/account", "'account' is 'team', but it is stored under 'other'")]
    [InlineData("team", "B!", "", "the id 'B!' that it is stored under is not an id")]
    [InlineData("TEAM", "a", "", "the account 'TEAM' that it is stored under is not an id")]
    [InlineData("auto", "a", "", "the account 'auto' that it is stored under names a reserved account")]
    public void What_the_document_says_of_its_place_must_agree_and_be_ids(string account, string id, string pointer, string problem) =>
        Bad(new ResourceKey(ResourceKind.Router, account, id), """{ "id": "a", "account": "team", "deployments": ["x"] }""")
            .ShouldContain(error => error.Pointer == pointer && error.Problem == problem);

    [Fact]
    public void A_key_says_its_name_where_others_say_an_id() =>
        Bad(KeyKey, """{ "name": "cd", "id": "ci" }""").Select(error => error.Pointer).Order().ShouldBe(["", "/id", "/name"]);

    [Fact]
    public void An_account_is_its_own() =>
        Bad(AccountKey with { Id = "other" }, "{}").ShouldHaveSingleItem().Problem.ShouldBe("it is stored under the account 'team' and the id 'other'");

    [Fact]
    public void Every_mistake_is_listed_with_its_field() =>
        Bad(DeploymentKey, """
            {
              "endpoints": [ { "url": "ftp://h" } ], "names": ["n", "n"], "timeouts": { "idle": "long" }, "limits": 1, "model": "m",
              "createTime": "yesterday", "updateTime": 5, "createdBy": "", "displayName": "0123456789012345678901234567890123456789012345678901234567890123"
            }
            """).Select(error => error.Pointer).ShouldBe([
                "/endpoints/0/url", "/names/1", "/timeouts/idle", "/limits", "/model", "/createTime", "/updateTime", "/createdBy", "/displayName",
            ]);

    [Theory]
    [InlineData("2026-03-01T08:30:00")]
    [InlineData("2026-03-01 08:30:00Z")]
    [InlineData("2026-02-30T08:30:00Z")]
    [InlineData("2026-03-01T08:30:00.Z")]
    [InlineData("2026-03-01T08:30:00+1:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("2026-03-01T08:30:00Z\\n")]
    public void What_is_no_time_is_refused(string time) =>
        Bad(AccountKey, $$"""{ "createTime": "{{time}}" }""").ShouldHaveSingleItem().Problem.ShouldBe("'createTime' is not a time");

    [Fact]
    public void A_secret_is_resolved_and_never_written_or_printed()
    {
        var deployment = Good<Deployment>(DeploymentKey, """
            { "endpoints": [ { "url": "http://h" } ], "auth": { "header": "x-api-key", "value": "Bearer ${env:KEY}" } }
            """);
        deployment.Config.Auth!.Value.ShouldBe("Bearer " + Secret);
        deployment.ToString().ShouldNotContain(Secret);
        deployment.ToString().ShouldNotContain("env:");
        string written = Encoding.UTF8.GetString(ResourceDocument.Write(deployment));
        written.ShouldNotContain(Secret);
        written.ShouldContain("\"value\": \"Bearer ${env:KEY}\"");
    }

    [Fact]
    public void Defaults_are_not_written() =>
        Encoding.UTF8.GetString(ResourceDocument.Write(new Deployment
        {
            Key = DeploymentKey,
            Revision = 7,
            Config = new DeploymentConfig { Id = "a", Account = "team", Endpoints = [new EndpointConfig(new Uri("http://h"))] },
        })).ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal).ShouldBe("""{"endpoints":[{"url":"http://h"}]}""");

    [Fact]
    public void A_document_above_the_bound_is_refused()
    {
        byte[] document = new byte[ResourceDocument.MaxBytes + 1];
        document.AsSpan().Fill((byte)' ');
        "{}"u8.CopyTo(document);
        ResourceDocument.Read(AccountKey, document.AsMemory(..^1), 1, Written, Folder, Variable).Errors.ShouldBeEmpty();
        ResourceDocument.Read(AccountKey, document, 1, Written, Folder, Variable).Errors.ShouldHaveSingleItem().Problem.ShouldBe("the document is larger than 1 MiB");
    }

    private static T Good<T>(ResourceKey key, string document) where T : StoredResource
    {
        ResourceReading reading = ResourceDocument.Read(key, Encoding.UTF8.GetBytes(document), 7, Written, Folder, Variable);
        reading.Errors.Select(error => error.ToString()).ShouldBeEmpty();
        reading.Resource!.Key.ShouldBe(key);
        return reading.Resource.ShouldBeOfType<T>();
    }

    private static ConfigError[] Bad(ResourceKey key, string document)
    {
        ResourceReading reading = ResourceDocument.Read(key, Encoding.UTF8.GetBytes(document), 7, Written, Folder, Variable);
        reading.Resource.ShouldBeNull();
        return [.. reading.Errors];
    }
}
