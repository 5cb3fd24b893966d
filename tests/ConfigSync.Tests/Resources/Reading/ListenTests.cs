using ConfigSync.Resources;
using static ConfigSync.Tests.Resources.Reader;

namespace ConfigSync.Tests.Resources.Reading;

public class ListenTests
{
    private const string Key = "\"keys\": [ { \"name\": \"k\", \"hash\": \"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\" } ]";

    [Theory]
    [InlineData("\"data\": \"127.0.0.1:1\", \"control\": \"127.0.0.1:1\"", "/listen/control")]
    [InlineData("\"data\": \"127.0.0.1:8081\"", "/listen/data")]
    [InlineData("\"control\": \"127.0.0.1:8080\"", "/listen/control")]
    [InlineData("\"data\": \"127.0.0.1:1\", \"control\": \"0.0.0.0:1\"", "/listen/control")]
    [InlineData("\"data\": \"127.0.0.1:1\", \"metrics\": \"[::]:1\"", "/listen/metrics")]
    [InlineData("\"metrics\": \"127.0.0.1:8081\"", "/listen/metrics")]
    [InlineData("\"h2c\": \"127.0.0.1:8443\", \"tls\": { \"address\": \"127.0.0.1:8443\", \"certificate\": \"tls.crt\", \"key\": \"tls.key\" }", "/listen/tls/address")]
    public void Two_listeners_cannot_share_an_address(string listen, string pointer) =>
        One($$"""{ "listen": { {{listen}} } }""").Pointer.ShouldBe(pointer);

    [Theory]
    [InlineData("\"data\": \"127.0.0.1:0\", \"control\": \"127.0.0.1:0\"")]
    [InlineData("\"data\": \"127.0.0.1:1\", \"control\": \"127.0.0.2:1\"")]
    [InlineData("\"data\": \"127.0.0.1:1\", \"control\": \"[::1]:1\"")]
    [InlineData("\"data\": null, \"control\": \"127.0.0.1:8080\"")]
    public void Free_ports_and_other_interfaces_are_no_conflict(string listen) =>
        Good($$"""{ "listen": { {{listen}} } }""");

    [Theory]
    [InlineData("\"data\": \"0.0.0.0:8080\"", "/listen/data")]
    [InlineData("\"h2c\": \"[::]:8082\"", "/listen/h2c")]
    [InlineData("\"tls\": { \"address\": \"10.0.0.1:8443\", \"certificate\": \"tls.crt\", \"key\": \"tls.key\" }", "/listen/tls/address")]
    public void An_address_others_reach_needs_keys_or_an_anonymous_account(string listen, string pointer)
    {
        One($$"""{ "listen": { {{listen}} } }""").Pointer.ShouldBe(pointer);
        One($$"""{ "listen": { {{listen}} }, "keys": [] }""").Pointer.ShouldBe(pointer);
        Good($$"""{ "listen": { {{listen}} }, {{Key}} }""").Anonymous.ShouldBeNull();
        ConfigReading open = Read($$"""{ "listen": { {{listen}} }, "anonymous": "guests" }""");
        open.Config!.Anonymous.ShouldBe("guests");
        open.Warnings.ShouldHaveSingleItem().Pointer.ShouldBe("/anonymous");
    }

    [Theory]
    [InlineData("{}", "default")]
    [InlineData("""{ "listen": { "data": "127.9.9.9:1", "h2c": "[::1]:2", "control": "0.0.0.0:3" } }""", "default")]
    [InlineData("""{ "listen": { "data": null } }""", "default")]
    [InlineData("""{ "anonymous": "guests" }""", "guests")]
    [InlineData("{ " + Key + " }", null)]
    [InlineData("{ " + Key + ", \"anonymous\": \"guests\" }", "guests")]
    public void On_loopback_callers_without_a_key_get_in_unless_there_are_keys(string document, string? account) =>
        Good(document).Anonymous.ShouldBe(account);

    [Fact]
    public void A_refused_address_conflicts_with_nothing() =>
        One("""{ "listen": { "data": "127.0.0.1:8081", "control": "localhost:9" } }""").Pointer.ShouldBe("/listen/control");

    [Fact]
    public void Keys_with_mistakes_are_still_keys() =>
        One("""{ "listen": { "data": "0.0.0.0:1" }, "keys": [ { "name": "a", "hash": "?" } ] }""").Pointer.ShouldBe("/keys/0/hash");
}
