using ConfigSync.Resources;
using ConfigSync.Stores;
using FsCheck;
using FsCheck.Fluent;

namespace ConfigSync.Tests.Stores;

public class StoreKeyTextTests
{
    [Theory]
    [InlineData(ResourceKind.Router, "default", "chat", "router.default.chat")]
    [InlineData(ResourceKind.Deployment, "a_B-9", "x.y", "deployment.a_B-9.x=2Ey")]
    [InlineData(ResourceKind.Key, "ä", "=", "key.=C3=A4.=3D")]
    [InlineData(ResourceKind.Account, "acme", "acme", "account.acme.acme")]
    public void A_key_has_one_text(ResourceKind kind, string account, string id, string text)
    {
        var key = new ResourceKey(kind, account, id);

        StoreKeyText.Format(key).ShouldBe(text);
        StoreKeyText.TryParse(text, out ResourceKey parsed, out _).ShouldBeTrue();
        parsed.ShouldBe(key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("router")]
    [InlineData("router.default")]
    [InlineData("router.default.chat.more")]
    [InlineData("Router.default.chat")]
    [InlineData("flow.default.chat")]
    [InlineData("router..chat")]
    [InlineData("router.default.")]
    [InlineData("router.default.*")]
    [InlineData("router.>.chat")]
    [InlineData("router.my account.chat")]
    [InlineData("router.default.chät")]
    [InlineData("router.default.=6")]
    [InlineData("router.default.=")]
    [InlineData("router.default.=c3=a4")]
    [InlineData("router.default.=63hat")]
    [InlineData("router.default.=C3")]
    [InlineData("account.acme.other")]
    public void What_is_not_the_text_of_a_key_is_refused_with_a_reason(string text)
    {
        StoreKeyText.TryParse(text, out _, out string? reason).ShouldBeFalse();

        reason.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void A_text_that_is_too_long_is_refused() =>
        StoreKeyText.TryParse($"router.default.{new string('a', StoreKeyText.MaxLength)}", out _, out _).ShouldBeFalse();

    [Fact]
    public void Every_key_comes_back_from_its_text() =>
        Prop.ForAll(Parts.ToArbitrary(), Parts.ToArbitrary(), (account, id) =>
        {
            var key = new ResourceKey(ResourceKind.Router, account, id);
            return StoreKeyText.TryParse(StoreKeyText.Format(key), out ResourceKey parsed, out _) && parsed == key;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_text_that_is_taken_is_the_one_its_key_has() =>
        Prop.ForAll(Texts.ToArbitrary(), text =>
            !StoreKeyText.TryParse(text, out ResourceKey key, out _) || StoreKeyText.Format(key) == text).QuickCheckThrowOnFailure();

    private static Gen<string> Parts =>
        from length in Gen.Choose(1, 12)
        from runes in Gen.ArrayOf(Gen.Elements("a", "Z", "0", "-", "_", ".", "=", " ", "*", ">", "ä", "€", "😀", "\0"), length)
        select string.Concat(runes);

    private static Gen<string> Texts =>
        from pieces in Gen.ArrayOf(Gen.Elements("router", ".", "a", "=", "=2E", "=61", "=C3", "=A4", "=c3", " "), 7)
        select string.Concat(pieces);
}
