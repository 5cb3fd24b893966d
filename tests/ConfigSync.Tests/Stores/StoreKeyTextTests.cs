using ConfigSync.Resources;
using ConfigSync.Stores;
using FsCheck;
using FsCheck.Fluent;

namespace ConfigSync.Tests.Stores;

public sealed class StoreKeyTextTests
{
    [Theory]
    [InlineData(ResourceKind.Router, "default", "llama", "router.default.llama")]
    [InlineData(ResourceKind.Deployment, "a_b", "C-1", "deployment.a_b.C-1")]
    [InlineData(ResourceKind.Account, "acme", "acme", "account.acme.acme")]
    [InlineData(ResourceKind.Key, "default", "my app", "key.default.my=20app")]
    [InlineData(ResourceKind.Router, "default", "a.b*c>d=e/f", "router.default.a=2Eb=2Ac=3Ed=3De=2Ff")]
    [InlineData(ResourceKind.Router, "default", "\u00e4\ud83d\ude00", "router.default.=C3=A4=F0=9F=98=80")]
    public void A_key_has_one_text(ResourceKind kind, string account, string id, string text)
    {
        var key = new ResourceKey(kind, account, id);

        StoreKeyText.Write(key).ShouldBe(text);
        StoreKeyText.TryRead(text, out ResourceKey read, out _).ShouldBeTrue();
        read.ShouldBe(key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("router")]
    [InlineData("router.default")]
    [InlineData("router.default.a.b")]
    [InlineData("router..a")]
    [InlineData("router.default.")]
    [InlineData("Router.default.a")]
    [InlineData("route.default.a")]
    [InlineData("router.default.a b")]
    [InlineData("router.default.*")]
    [InlineData("router.default.\u00e4")]
    [InlineData("router.default.=")]
    [InlineData("router.default.=2")]
    [InlineData("router.default.=2e")]
    [InlineData("router.default.=41")]
    [InlineData("router.default.=C3")]
    [InlineData("router.default.=ZZ")]
    [InlineData("account.a.b")]
    public void Other_texts_are_refused_with_a_reason(string text)
    {
        StoreKeyText.TryRead(text, out _, out string? reason).ShouldBeFalse();
        reason.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Every_key_comes_back_and_every_text_that_is_read_is_the_one_that_is_written() =>
        Prop.ForAll<NonEmptyString>(name =>
        {
            if (!name.Get.All(character => !char.IsSurrogate(character)))
                return;
            var key = new ResourceKey(ResourceKind.Router, "default", name.Get);
            StoreKeyText.TryRead(StoreKeyText.Write(key), out ResourceKey read, out _).ShouldBeTrue();
            read.ShouldBe(key);
            if (StoreKeyText.TryRead($"router.default.{name.Get}", out ResourceKey other, out _))
                StoreKeyText.Write(other).ShouldBe($"router.default.{name.Get}");
        }).QuickCheckThrowOnFailure();
}
