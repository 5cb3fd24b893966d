using ConfigSync.Resources;
using static ConfigSync.Tests.Resources.Reader;

namespace ConfigSync.Tests.Resources.Reading;

/// <summary><c>store</c>.</summary>
public class StoreTests
{
    [Fact]
    public void Without_it_there_is_no_store() => Good("{}").Store.ShouldBeNull();

    [Fact]
    public void A_folder_is_taken_from_the_place_of_the_file()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "resources"));

        StoreConfig store = Good("""{ "store": { "folder": "resources" } }""").Store.ShouldNotBeNull();

        store.ShouldBe(new StoreConfig { Folder = Path.Combine(Folder, "resources"), BaseDirectory = Path.Combine(Folder, "resources") });
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_a_warning_since_it_may_be_mounted_later() =>
        Read("""{ "store": { "folder": "later" } }""").Warnings.ShouldHaveSingleItem().Pointer.ShouldBe("/store/folder");

    [Fact]
    public void Every_property_of_nats_arrives()
    {
        StoreConfig store = Good(FullDocument.Text).Store.ShouldNotBeNull();
        store.Folder.ShouldBeNull();
        store.BaseDirectory.ShouldBe(Folder);
        store.LastKnownGood.ShouldBe(Path.Combine(Folder, "kept/edge.lkg"));
        NatsConfig nats = store.Nats.ShouldNotBeNull();
        nats.Servers.ShouldBe(["nats://10.0.0.5:4222", "tls://nats.example.com"]);
        (nats.Bucket, nats.Replicas, nats.User, nats.Password, nats.SharesLoad).ShouldBe(("edge_test", 3, "edge", Secret, false));
        (nats.CaPath, nats.CertificatePath, nats.KeyPath).ShouldBe(
            (Path.Combine(Folder, "ca.pem"), Path.Combine(Folder, "tls.crt"), Path.Combine(Folder, "tls.key")));
        nats.ToString().ShouldNotContain(Secret);
    }

    [Fact]
    public void Nats_has_defaults()
    {
        StoreConfig store = Good("""{ "store": { "nats": {} } }""").Store.ShouldNotBeNull();
        store.LastKnownGood.ShouldBe(Path.Combine(Folder, "edge.last-known-good"));
        (store.Nats!.Servers.Single(), store.Nats.Bucket, store.Nats.SharesLoad).ShouldBe(("nats://127.0.0.1:4222", "edge-config", true));
        Good("""{ "store": { "nats": {}, "lastKnownGood": null } }""").Store!.LastKnownGood.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{ }""", "/store")]
    [InlineData("""{ "folder": ".", "nats": {} }""", "/store")]
    [InlineData("""{ "folder": "." , "lastKnownGood": "x" }""", "/store/lastKnownGood")]
    [InlineData("""{ "folder": "" }""", "/store/folder")]
    [InlineData("""{ "nats": { "servers": [] } }""", "/store/nats/servers")]
    [InlineData("""{ "nats": { "servers": ["http://h"] } }""", "/store/nats/servers/0")]
    [InlineData("""{ "nats": { "servers": ["nats://u:p@h"] } }""", "/store/nats/servers/0")]
    [InlineData("""{ "nats": { "servers": ["nats://h/x"] } }""", "/store/nats/servers/0")]
    [InlineData("""{ "nats": { "bucket": "a.b" } }""", "/store/nats/bucket")]
    [InlineData("""{ "nats": { "replicas": 6 } }""", "/store/nats/replicas")]
    [InlineData("""{ "nats": { "user": "u" } }""", "/store/nats/user")]
    [InlineData("""{ "nats": { "password": "${env:KEY}" } }""", "/store/nats/password")]
    [InlineData("""{ "nats": { "token": "${env:KEY}", "nkey": "tls.key" } }""", "/store/nats/nkey")]
    [InlineData("""{ "nats": { "token": "${env:LINE}" } }""", "/store/nats/token")]
    [InlineData("""{ "nats": { "credentials": "none.creds" } }""", "/store/nats/credentials")]
    [InlineData("""{ "nats": { "tls": { "certificate": "tls.crt" } } }""", "/store/nats/tls")]
    public void A_mistake_is_named_with_its_place_and_shows_no_secret(string store, string pointer)
    {
        ConfigError error = One($$"""{ "store": {{store}} }""");
        error.Pointer.ShouldBe(pointer);
        error.ToString().ShouldNotContain(Secret);
        error.ToString().ShouldNotContain("u:p");
    }

    [Fact]
    public void A_secret_in_the_file_itself_is_a_warning() =>
        Read("""{ "store": { "nats": { "token": "t0k3n" } } }""").Warnings.ShouldHaveSingleItem().Pointer.ShouldBe("/store/nats/token");

    [Fact]
    public void With_a_store_an_address_others_reach_needs_no_keys_in_the_file()
    {
        EdgeConfig config = Good("""{ "listen": { "data": "0.0.0.0:8080" }, "store": { "nats": {} } }""");
        config.Anonymous.ShouldBeNull("nobody may call until there are keys");
    }

    [Fact]
    public void With_a_store_a_router_may_name_a_deployment_that_the_file_has_not()
    {
        ConfigReading reading = Read("""{ "store": { "nats": {} }, "routers": [ { "id": "r", "deployments": [ "elsewhere" ] } ] }""");
        reading.Config!.Routers[0].Deployments.ShouldBe(["accounts/default/deployments/elsewhere"]);
        reading.Warnings.ShouldHaveSingleItem().Pointer.ShouldBe("/routers/0/deployments/0");
        One("""{ "store": { "nats": {} }, "routers": [ { "id": "r", "deployments": [ "no id" ] } ] }""").Pointer.ShouldBe("/routers/0/deployments/0");
    }
}
