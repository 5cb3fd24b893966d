using ConfigSync.Resources;
using ConfigSync.Snapshots;

namespace ConfigSync.Tests.Snapshots;

public class CredentialFieldsTests
{
    private readonly SnapshotCompiler _compiler = new Fleet().Compiler;

    [Fact]
    public void Without_any_no_field_is_one()
    {
        RoutingSnapshot snapshot = Put("a", null);

        snapshot.IsCredentialField("x-key"u8).ShouldBeFalse();
        snapshot.IsCredentialField([]).ShouldBeFalse();
        snapshot.IsCredentialField("").ShouldBeFalse();
    }

    [Theory]
    [InlineData("X-Key", true)]
    [InlineData("x-key", true)]
    [InlineData("X-KEY", true)]
    [InlineData("x-ke", false)]
    [InlineData("x-keys", false)]
    [InlineData("x\rkey", false)]
    [InlineData("x-\u212Aey", false)]
    public void They_are_known_in_any_case_of_their_letters(string name, bool known)
    {
        RoutingSnapshot snapshot = Put("a", "X-Key");

        snapshot.IsCredentialField(name).ShouldBe(known);
        snapshot.IsCredentialField(System.Text.Encoding.UTF8.GetBytes(name)).ShouldBe(known);
    }

    [Fact]
    public void A_field_is_one_as_long_as_any_deployment_uses_it()
    {
        Put("a", "X-Key");
        RoutingSnapshot both = Put("b", "x-key");
        RoutingSnapshot one = Put("a", "other");
        RoutingSnapshot none = _compiler.RemoveDeployment("accounts/default/deployments/b").Next();

        both.IsCredentialField("x-key"u8).ShouldBeTrue();
        one.IsCredentialField("x-key"u8).ShouldBeTrue();
        one.IsCredentialField("Other"u8).ShouldBeTrue();
        none.IsCredentialField("x-key"u8).ShouldBeFalse();
        none.IsCredentialField("other"u8).ShouldBeTrue();
        both.IsCredentialField("other"u8).ShouldBeFalse("a snapshot does not change");
    }

    private RoutingSnapshot Put(string id, string? header) => _compiler.Put(
        new DeploymentConfig { Id = id, Endpoints = [new(new Uri("http://r"))], Auth = header is null ? null : new(header, "secret") },
        DateTimeOffset.UnixEpoch).Next();
}
