using System.Security.Cryptography;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Shared.Memory;

namespace ConfigSync.Tests.Snapshots;

public class KeyTests
{
    [Fact]
    public void A_key_acts_for_its_account()
    {
        RoutingSnapshot snapshot = new Fleet().WithDeployment("acme/llama")
            .WithKeys(Fleet.Key("sk-acme", "acme"), Fleet.Key("sk-other", "other")).Compile();

        snapshot.ChecksKeys.ShouldBeTrue();
        snapshot.Authenticate("sk-acme"u8).ShouldBeSameAs(snapshot.FindAccount("acme"));
        snapshot.Authenticate("sk-other"u8).ShouldNotBeNull().Id.ShouldBe("other");
    }

    [Theory]
    [InlineData("")]
    [InlineData("sk-acm")]
    [InlineData("sk-acme ")]
    [InlineData("SK-ACME")]
    public void Any_other_key_acts_for_nobody(string key) =>
        new Fleet().WithKeys(Fleet.Key("sk-acme", "acme")).Compile().Authenticate(System.Text.Encoding.UTF8.GetBytes(key)).ShouldBeNull();

    [Fact]
    public void The_hash_of_a_key_is_not_the_key() =>
        new Fleet().WithKeys(Fleet.Key("sk-acme", "acme")).Compile().Authenticate(Fleet.Key("sk-acme", "acme").Hash.AsSpan()).ShouldBeNull();

    [Fact]
    public void Hashes_that_begin_alike_are_told_apart()
    {
        var real = Fleet.Key("sk-acme", "acme");
        byte[] alike = [.. real.Hash];
        alike[31] ^= 1;
        RoutingSnapshot snapshot = new Fleet().WithKeys(real with { Name = "alike", Hash = [.. alike], Account = "other" }, real).Compile();

        snapshot.Authenticate("sk-acme"u8).ShouldNotBeNull().Id.ShouldBe("acme");
    }

    [Fact]
    public void Without_keys_callers_act_for_the_anonymous_account_if_there_is_one()
    {
        new Fleet().Compile().ChecksKeys.ShouldBeFalse();
        new Fleet().Compile().Anonymous.ShouldBeNull();
        new Fleet().WithAnonymous("guest").Compile().Anonymous.ShouldNotBeNull().Id.ShouldBe("guest");
    }

    [Fact]
    public void An_account_is_known_by_any_resource_or_key_of_it()
    {
        RoutingSnapshot snapshot = new Fleet().WithDeployment("acme/llama").WithKeys(Fleet.Key("k", "other")).WithAnonymous("guest").Compile();

        foreach (string id in new[] { "acme", "other", "guest" })
            snapshot.FindAccount(id).ShouldNotBeNull().Id.ShouldBe(id);
        snapshot.FindAccount("Acme").ShouldBeNull();
    }

    [Fact]
    public void A_hash_under_the_secret_of_the_fleet_is_none_without_it()
    {
        byte[] secret = "the secret of the fleet, long enough"u8.ToArray();
        KeyConfig key = new("app", [.. HMACSHA256.HashData(secret, "sk-acme"u8)], "acme") { Kind = KeyHash.HmacSha256 };

        With(secret, key).Authenticate("sk-acme"u8).ShouldNotBeNull().Id.ShouldBe("acme");
        With(null, key).Authenticate("sk-acme"u8).ShouldBeNull();
        With([.. secret, 1], key).Authenticate("sk-acme"u8).ShouldBeNull();
        With(secret, key with { Kind = KeyHash.Sha256 }).Authenticate("sk-acme"u8).ShouldBeNull("a hash is of the kind it says");
        With(secret, Fleet.Key("sk-plain", "acme")).Authenticate("sk-plain"u8).ShouldNotBeNull("both kinds live side by side");
    }

    [Fact]
    public void A_key_without_the_scope_calls_no_models()
    {
        KeyConfig key = Fleet.Key("sk-acme", "acme") with { Scopes = KeyScopes.Read | KeyScopes.Write };
        new Fleet().WithKeys(key).Compile().Authenticate("sk-acme"u8).ShouldBeNull();
        new Fleet().WithKeys(key with { Scopes = key.Scopes | KeyScopes.Inference }).Compile().Authenticate("sk-acme"u8).ShouldNotBeNull();
    }

    [Fact]
    public void Authentication_allocates_nothing()
    {
        RoutingSnapshot snapshot = new Fleet().WithKeys(Fleet.Key("sk-acme", "acme")).Compile();
        SteadyState.Allocates(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                snapshot.Authenticate("sk-acme"u8);
                snapshot.Authenticate("sk-wrong"u8);
            }
        }).ShouldBe(0);
    }

    private static RoutingSnapshot With(byte[]? secret, KeyConfig key) => new SnapshotCompiler(_ => throw new InvalidOperationException(), secret).Put(key).Next();
}
