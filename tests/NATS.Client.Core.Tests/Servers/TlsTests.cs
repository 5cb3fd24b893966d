using Shared.Nats;

namespace NATS.Client.Core.Tests.Servers;

public sealed class TlsTests(TlsTests.Authority authority) : IClassFixture<TlsTests.Authority>
{
    public sealed class Authority : IDisposable
    {
        internal TestCertificates Certificates { get; } = new();

        public void Dispose() => Certificates.Dispose();
    }

    private TestCertificates Certificates => authority.Certificates;

    private static async Task Enters(NatsServerProcess server, NatsTlsOpts tls)
    {
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url, TlsOpts = tls });
        await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("tls");
        await nats.PublishAsync("tls", "hidden");
        (await sub.NextAsync()).ShouldNotBeNull().Data.ShouldBe("hidden");
    }

    private static async Task IsRefused(NatsServerProcess server, NatsTlsOpts tls)
    {
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url, TlsOpts = tls });
        await Should.ThrowAsync<NatsException>(async () => await nats.ConnectAsync());
    }

    [Fact]
    public async Task A_server_that_requires_tls_gets_it_if_it_is_trusted()
    {
        await using NatsServerProcess server = await NatsServerProcess.StartAsync(Certificates.Block());
        await Enters(server, new NatsTlsOpts { CaFile = Certificates.CaFile });
        await Enters(server, new NatsTlsOpts { InsecureSkipVerify = true });
        await IsRefused(server, NatsTlsOpts.Default);
        await IsRefused(server, new NatsTlsOpts { Mode = TlsMode.Disable });
        await IsRefused(server, new NatsTlsOpts { CaFile = Certificates.Cert("client") });
    }

    [Fact]
    public async Task A_server_may_want_a_certificate_of_ours()
    {
        await using NatsServerProcess server = await NatsServerProcess.StartAsync(Certificates.Block(", verify: true"));
        await Enters(server, new NatsTlsOpts { CaFile = Certificates.CaFile, CertFile = Certificates.Cert("client"), KeyFile = Certificates.Key("client") });
        await Enters(server, new NatsTlsOpts { CaFile = Certificates.CaFile, CertBundleFile = Certificates.Bundle("client"), CertBundleFilePassword = "pw" });
        await IsRefused(server, new NatsTlsOpts { CaFile = Certificates.CaFile });
    }

    [Fact]
    public async Task A_server_without_tls_will_do_unless_tls_is_required()
    {
        await using NatsServerProcess server = await NatsServerProcess.StartAsync();
        await Enters(server, NatsTlsOpts.Default);
        await Enters(server, new NatsTlsOpts { Mode = TlsMode.Disable });
        await IsRefused(server, new NatsTlsOpts { Mode = TlsMode.Require });
        await IsRefused(server, new NatsTlsOpts { CaFile = Certificates.CaFile });
    }

    [Fact]
    public async Task Options_that_contradict_each_other_are_refused()
    {
        await using NatsServerProcess server = await NatsServerProcess.StartAsync(Certificates.Block());
        await IsRefused(server, new NatsTlsOpts { CaFile = Certificates.CaFile, CertFile = Certificates.Cert("client") });
        await IsRefused(server, new NatsTlsOpts { CertFile = "a", KeyFile = "b", CertBundleFile = "c" });
    }

    [Fact]
    public async Task A_handshake_may_come_before_everything_else()
    {
        // The server here greets first; a proxy of ours speaks TLS to the client and clear text to it.
        await using NatsServerProcess server = await NatsServerProcess.StartAsync();
        await using var proxy = await Proxy.StartTlsAsync(server.Port, Certificates.Cert("server"), Certificates.Key("server"));
        await using var nats = new NatsConnection(new NatsOpts
        {
            Url = $"nats://127.0.0.1:{proxy.Port}",
            TlsOpts = new NatsTlsOpts { Mode = TlsMode.Implicit, CaFile = Certificates.CaFile },
        });
        await nats.PingAsync();
    }
}
