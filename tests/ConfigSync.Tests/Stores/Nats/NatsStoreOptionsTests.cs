using ConfigSync.Stores.Nats;

namespace ConfigSync.Tests.Stores.Nats;

public sealed class NatsStoreOptionsTests
{
    [Fact]
    public void No_secret_is_printed()
    {
        var options = new NatsStoreOptions
        {
            Servers = ["nats://me:hidden1@127.0.0.1:4222", "tls://hidden2@example.com", "example.com:4222"],
            Login = new NatsLogin { User = "me", Password = "hidden3", Token = "hidden4", NKeySeed = "hidden5" },
        };

        $"{options} {options.Login}".ShouldBe("edge-config at nats://127.0.0.1:4222, tls://example.com, example.com:4222 (secret)");
    }
}
