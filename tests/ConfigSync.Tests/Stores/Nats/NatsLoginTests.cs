using ConfigSync.Stores;
using ConfigSync.Stores.Nats;
using ConfigSync.Tests.Stores.Nats.Harness;
using NATS.Client.Core;
using static ConfigSync.Tests.Stores.Nats.Harness.NatsFixture;

namespace ConfigSync.Tests.Stores.Nats;

/// <summary>Each way to log in, against a server that asks for it.</summary>
public sealed class NatsLoginTests
{
    // The pair of keys that the documentation of NATS shows; it opens nothing.
    private const string Seed = "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY";
    private const string PublicKey = "UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4";

    [Theory]
    [InlineData("user")]
    [InlineData("token")]
    [InlineData("nkey")]
    [InlineData("nkey-file")]
    public async Task A_login_opens_the_bucket_and_another_one_does_not(string way)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Seed);
            (string config, NatsLogin login) = way switch
            {
                "user" => ("authorization { user: edge, password: hidden }", new NatsLogin { User = "edge", Password = "hidden" }),
                "token" => ("authorization { token: hidden }", new NatsLogin { Token = "hidden" }),
                "nkey" => ($"authorization {{ users: [ {{ nkey: {PublicKey} }} ] }}", new NatsLogin { NKeySeed = Seed }),
                _ => ($"authorization {{ users: [ {{ nkey: {PublicKey} }} ] }}", new NatsLogin { NKeyFile = file }),
            };
            await using NatsFixture nats = await NatsFixture.StartAsync(config);
            NatsStore store = nats.Own(new NatsStore(nats.Options() with { Login = login }));
            await PutAsync(store, "a", "1");

            NatsStore refused = nats.Own(new NatsStore(nats.Options() with { Login = new NatsLogin { User = "edge", Password = "hidden2" } }));
            Follower follower = nats.Follow(refused);
            await follower.UntilAsync(() => refused.Status.Reason.Contains("uthorization", StringComparison.Ordinal));
            refused.Status.State.ShouldBe(StoreState.Connecting);
            refused.Status.Reason.ShouldNotContain("hidden2");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_dead_link_is_noticed_within_ten_seconds_and_servers_are_tried_forever()
    {
        NatsOpts options = NatsConnecting.Create(new NatsStoreOptions { Servers = ["nats://a:1", "nats://b:2"] }).Opts;

        options.Url.ShouldBe("nats://a:1,nats://b:2");
        (options.PingInterval * (options.MaxPingOut + 1)).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        options.MaxReconnectRetry.ShouldBe(-1);
        options.IgnoreAuthErrorAbort.ShouldBeTrue();
    }
}
