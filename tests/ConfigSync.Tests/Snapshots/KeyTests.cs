using ConfigSync.Snapshots;

namespace ConfigSync.Tests.Snapshots;

public class KeyTests
{
    [Fact]
    public void A_key_acts_for_its_account()
    {
        RoutingSnapshot snapshot = new Fleet().WithDeployment("acme/llama")
            .WithKeys(Fleet.Key("sk-acme", "acme"), Fleet.Key("sk-other", "other")).Compile();

        snapshot.HasKeys.ShouldBeTrue();
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
        new Fleet().WithKeys(Fleet.Key("sk-acme", "acme")).Compile().Authenticate(Fleet.Key("sk-acme", "acme").Sha256.AsSpan()).ShouldBeNull();

    [Fact]
    public void Hashes_that_begin_alike_are_told_apart()
    {
        var real = Fleet.Key("sk-acme", "acme");
        byte[] alike = [.. real.Sha256];
        alike[31] ^= 1;
        RoutingSnapshot snapshot = new Fleet().WithKeys(real with { Name = "alike", Sha256 = [.. alike], Account = "other" }, real).Compile();

        snapshot.Authenticate("sk-acme"u8).ShouldNotBeNull().Id.ShouldBe("acme");
    }

    [Fact]
    public void Without_keys_callers_act_for_the_anonymous_account_if_there_is_one()
    {
        new Fleet().Compile().HasKeys.ShouldBeFalse();
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
    public void Authentication_allocates_nothing()
    {
        RoutingSnapshot snapshot = new Fleet().WithKeys(Fleet.Key("sk-acme", "acme")).Compile();
        long before = 0;
        for (int i = 0; i < 200; i++)
        {
            if (i == 100)
                before = GC.GetAllocatedBytesForCurrentThread();
            snapshot.Authenticate("sk-acme"u8);
            snapshot.Authenticate("sk-wrong"u8);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
