using ConfigSync.Resources;
using static ConfigSync.Tests.Resources.Reader;

namespace ConfigSync.Tests.Resources.Reading;

public class EnvironmentTests
{
    [Theory]
    [InlineData("${env:KEY}", Secret)]
    [InlineData("a${env:KEY}b${env:KEY}", "a" + Secret + "b" + Secret)]
    [InlineData("x${env:EMPTY}", "x")]
    [InlineData("${env:NESTED}", "${env:KEY}")]
    [InlineData("$env:KEY}", "$env:KEY}")]
    public void References_are_replaced_once(string written, string expected) =>
        Good($$"""{ "deployments": [ { "id": "a", "endpoints": [ { "url": "http://h" } ], "servedModel": "{{written}}" } ] }""").Deployments[0].ServedModel.ShouldBe(expected);

    [Fact]
    public void Any_string_may_have_one() =>
        Good("""{ "listen": { "data": "${env:ADDRESS}" } }""").Listen.Data!.Port.ShouldBe(9000);

    [Fact]
    public void Each_unknown_variable_is_named()
    {
        Bad("""{ "anonymous": "${env:NO}${env:NOR}" }""").Select(e => e.Problem).ShouldBe([
            "'anonymous' needs the environment variable 'NO', which is not set",
            "'anonymous' needs the environment variable 'NOR', which is not set",
        ]);
    }

    [Theory]
    [InlineData("${env:KEY")]
    [InlineData("${env:}")]
    [InlineData("${env:1}")]
    [InlineData("${env:A B}")]
    [InlineData("${ENV:KEY}")]
    [InlineData("${KEY}")]
    [InlineData("${")]
    public void A_malformed_reference_is_refused(string written) =>
        One($$"""{ "anonymous": "{{written}}" }""").Problem.ShouldContain("begins no reference");

    [Fact]
    public void Text_is_bounded_before_and_after_its_references_are_replaced()
    {
        string references = string.Concat(Enumerable.Repeat("${env:KEY}", 1600));
        One($$"""{ "anonymous": "{{references}}" }""").Problem.ShouldBe("'anonymous' is longer than 16384 characters");
        One($$"""{ "anonymous": "{{new string('a', 16385)}}" }""").Problem.ShouldBe("'anonymous' is longer than 16384 characters");
        One($$"""{ "anonymous": "{{new string('a', 16384)}}" }""").Problem.ShouldBe("'anonymous' is not an id");
    }

    [Fact]
    public void No_error_prints_what_a_variable_holds()
    {
        ConfigError[] errors = Bad("""
            {
              "listen": { "data": "${env:KEY}", "control": "${env:KEY}", "drain": "${env:KEY}", "maxBodyBytes": "${env:KEY}",
                          "cors": { "origins": [ "${env:KEY}" ] }, "trustedProxies": [ "${env:KEY}" ],
                          "tls": { "address": "${env:KEY}", "certificate": "${env:KEY}", "key": "${env:KEY}" } },
              "deployments": [ { "id": "a_${env:KEY}", "account": "_${env:KEY}", "names": [ "${env:KEY}", "${env:KEY}" ], "endpoints": [ { "url": "${env:KEY}" } ],
                                 "auth": { "header": "${env:LINE}", "value": "${env:LINE}" }, "ca": "${env:KEY}" },
                               { "id": "b", "names": [ "${env:KEY}", "${env:KEY}" ], "endpoints": [ { "url": "http://h" } ] } ],
              "routers": [ { "id": "r", "deployments": [ "${env:KEY}", "x/${env:KEY}", "accounts/${env:KEY}/deployments/x" ], "strategy": "${env:KEY}" } ],
              "keys": [ { "name": "${env:LINE}", "hash": "${env:KEY}" }, { "name": "${env:KEY}", "hash": "x" }, { "name": "${env:KEY}", "hash": "x" } ],
              "anonymous": "_${env:KEY}"
            }
            """);
        errors.Length.ShouldBeGreaterThan(20);
        foreach (ConfigError error in errors)
            error.ToString().ShouldNotContain(Secret);
    }
}
