using ConfigSync.Resources;
using static ConfigSync.Tests.Resources.Reader;

namespace ConfigSync.Tests.Resources.Reading;

public class SectionTests
{
    private const string Endpoints = "\"endpoints\": [ { \"url\": \"http://h\" } ]";

    [Theory]
    [InlineData("""{ "x": 1 }""", "/x", "Known here: $schema, listen, telemetry, store, deployments, routers, keys, anonymous.")]
    [InlineData("""{ "Listen": {} }""", "/Listen", "Did you mean 'listen'?")]
    [InlineData("""{ "listen": { "dta": null } }""", "/listen/dta", "Did you mean 'data'?")]
    [InlineData("""{ "listen": { "cors": { "origin": [] } } }""", "/listen/cors/origin", "Did you mean 'origins'?")]
    public void An_unknown_property_is_refused_with_the_nearest_known(string document, string pointer, string fix)
    {
        ConfigError error = One(document);
        error.Pointer.ShouldBe(pointer);
        error.Problem.ShouldEndWith("is not a known property");
        error.Fix.ShouldBe(fix);
    }

    [Fact]
    public void A_doubled_property_is_refused_at_its_second_place()
    {
        ConfigError error = One("{ \"anonymous\": \"a\",\n  \"anonymous\": \"b\" }");
        (error.Line, error.Column, error.Problem).ShouldBe((2, 3, "'anonymous' stands here twice, first on line 1"));
    }

    [Theory]
    [InlineData("""{ "listen": [] }""", "/listen", "'listen' must be an object, not an array")]
    [InlineData("""{ "deployments": {} }""", "/deployments", "'deployments' must be an array, not an object")]
    [InlineData("""{ "deployments": [ null ] }""", "/deployments/0", "'deployments[0]' must be an object, not null")]
    [InlineData("""{ "routers": "r" }""", "/routers", "'routers' must be an array, not a string")]
    [InlineData("""{ "keys": 1 }""", "/keys", "'keys' must be an array, not a number")]
    [InlineData("""{ "anonymous": false }""", "/anonymous", "'anonymous' must be a string, not false")]
    [InlineData("""{ "listen": { "control": null } }""", "/listen/control", "'control' must be a string, not null")]
    [InlineData("""{ "$schema": true }""", "/$schema", "'$schema' must be a string, not true")]
    public void A_value_of_another_kind_is_refused(string document, string pointer, string problem)
    {
        ConfigError error = One(document);
        (error.Pointer, error.Problem).ShouldBe((pointer, problem));
    }

    [Theory]
    [InlineData("""{ "deployments": [ {} ] }""", "'id' is missing", "'endpoints' is missing")]
    [InlineData("""{ "routers": [ {} ] }""", "'id' is missing", "'deployments' is missing")]
    [InlineData("""{ "keys": [ {} ] }""", "'name' is missing", "'hash' is missing")]
    [InlineData("""{ "listen": { "tls": {} } }""", "'address' is missing", "'certificate' is missing", "'key' is missing")]
    [InlineData("""{ "deployments": [ { "id": "a", "endpoints": [ {} ], "auth": {} } ] }""", "'header' is missing", "'url' is missing", "'value' is missing")]
    [InlineData("""{ "deployments": [ { "id": "a", "endpoints": [] } ] }""", "'endpoints' is empty")]
    [InlineData("""{ "routers": [ { "id": "a", "deployments": [] } ] }""", "'deployments' is empty")]
    public void What_must_be_there_is_missed(string document, params string[] problems) =>
        Bad(document).Select(e => e.Problem).Order(StringComparer.Ordinal).ShouldBe(problems.Order(StringComparer.Ordinal));

    [Fact]
    public void An_id_is_unique_among_its_kind_in_its_account()
    {
        Good($$"""
            { "deployments": [ { "id": "a", {{Endpoints}} }, { "id": "a", "account": "other", {{Endpoints}} } ],
              "routers": [ { "id": "a", "deployments": [ "a" ] } ] }
            """);
        Bad($$"""
            { "deployments": [ { "id": "a", {{Endpoints}} }, { "id": "a", "account": "default", {{Endpoints}} } ],
              "routers": [ { "id": "r", "deployments": [ "a" ] }, { "id": "r", "deployments": [ "a" ] } ] }
            """).Select(e => e.Pointer).ShouldBe(["/deployments/1/id", "/routers/1/id"]);
    }

    [Fact]
    public void A_name_is_unique_in_its_account_across_routers_and_deployments()
    {
        ConfigError[] errors = Bad($$"""
            { "deployments": [ { "id": "a", "names": [ "n", "n" ], {{Endpoints}} }, { "id": "b", "account": "other", "names": [ "n" ], {{Endpoints}} } ],
              "routers": [ { "id": "r", "deployments": [ "a" ], "names": [ "n" ] } ] }
            """);
        errors.Select(e => e.Pointer).ShouldBe(["/deployments/0/names/1", "/routers/0/names/0"]);
        errors[1].Problem.ShouldBe("the name 'n' is taken in account 'default', by line 1");
    }

    [Theory]
    [InlineData("my-modle", "account 'default' has no deployment 'my-modle'", "Did you mean 'my-model'?")]
    [InlineData("accounts/default/deployments/my-modle", "account 'default' has no deployment 'accounts/default/deployments/my-modle'", "Did you mean 'my-model'?")]
    [InlineData("foreign", "account 'default' has no deployment 'foreign'", "Add it under 'deployments', or name another.")]
    [InlineData("accounts/other/deployments/foreign", "'deployments[0]' is of another account than the router's, 'default'", "Name deployments of the router's own account.")]
    [InlineData("later", "'deployments[0]' is a router", "Name deployments; a router cannot be a member of a router.")]
    [InlineData("accounts/default/routers/later", "'deployments[0]' is a router", "Name deployments; a router cannot be a member of a router.")]
    [InlineData("default/my-model", "'deployments[0]' is not the name of a deployment", "Write its id, or accounts/{account}/deployments/{id}.")]
    public void A_member_must_be_a_deployment_of_the_routers_account(string member, string problem, string fix)
    {
        ConfigError error = One($$"""
            { "deployments": [ { "id": "my-model", {{Endpoints}} }, { "id": "foreign", "account": "other", {{Endpoints}} } ],
              "routers": [ { "id": "r", "deployments": [ "{{member}}" ] }, { "id": "later", "deployments": [ "my-model" ] } ] }
            """);
        (error.Pointer, error.Problem, error.Fix).ShouldBe(("/routers/0/deployments/0", problem, fix));
    }

    [Fact]
    public void A_member_with_mistakes_of_its_own_is_still_known() =>
        One("""{ "deployments": [ { "id": "a", "endpoints": [] } ], "routers": [ { "id": "r", "deployments": [ "a" ] } ] }""").Problem.ShouldBe("'endpoints' is empty");

    [Fact]
    public void A_member_written_twice_counts_once_with_a_warning()
    {
        ConfigReading reading = Read($$"""{ "deployments": [ { "id": "a", {{Endpoints}} } ], "routers": [ { "id": "r", "deployments": [ "a", "accounts/default/deployments/a" ] } ] }""");
        reading.Config!.Routers[0].Deployments.ShouldBe(["accounts/default/deployments/a"]);
        reading.Warnings.ShouldHaveSingleItem().Pointer.ShouldBe("/routers/0/deployments/1");
    }

    [Fact]
    public void An_unknown_strategy_is_refused_with_the_nearest() =>
        One($$"""{ "deployments": [ { "id": "a", {{Endpoints}} } ], "routers": [ { "id": "r", "deployments": [ "a" ], "strategy": "evenload" } ] }""").Fix.ShouldBe("Did you mean 'evenLoad'?");

    [Fact]
    public void An_endpoint_stands_once_in_a_deployment() =>
        One("""{ "deployments": [ { "id": "a", "endpoints": [ { "url": "http://h" }, { "url": "http://H:80/" } ] } ] }""").Pointer.ShouldBe("/deployments/0/endpoints/1");

    [Fact]
    public void Keys_have_names_and_hashes_of_their_own()
    {
        string hash = "sha256:" + new string('a', 64);
        Bad($$"""{ "keys": [ { "name": "a", "hash": "{{hash}}" }, { "name": "a", "hash": "{{hash}}" } ] }""").Select(e => e.Pointer)
            .ShouldBe(["/keys/1/name", "/keys/1/hash"]);
    }

    [Fact]
    public void Replicas_that_are_all_0_are_warned_of() =>
        Read("""{ "deployments": [ { "id": "a", "endpoints": [ { "url": "http://h", "replicas": 0 } ] } ] }""").Warnings.ShouldHaveSingleItem().Pointer.ShouldBe("/deployments/0/endpoints");

    [Fact]
    public void A_secret_in_the_file_is_warned_of_without_printing_it()
    {
        ConfigError warning = Read($$"""{ "deployments": [ { "id": "a", {{Endpoints}}, "auth": { "header": "x", "value": "{{Secret}}" } } ] }""").Warnings.ShouldHaveSingleItem();
        warning.Pointer.ShouldBe("/deployments/0/auth/value");
        warning.ToString().ShouldNotContain(Secret);
    }
}
