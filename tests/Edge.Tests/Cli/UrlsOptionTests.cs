using System.Net;
using ConfigSync.Resources;
using Edge.Cli;

namespace Edge.Tests.Cli;

/// <summary>Addresses on the command line.</summary>
public sealed class UrlsOptionTests
{
    [Theory]
    [InlineData("http://127.0.0.1:9000", "127.0.0.1:9000")]
    [InlineData("http://localhost:9000/", "127.0.0.1:9000")]
    [InlineData("http://[::1]:9000", "[::1]:9000")]
    public void They_take_the_place_of_the_data_address(string urls, string expected)
    {
        var listen = new ListenConfig();
        UrlsOption.TryApply(urls, ref listen).ShouldBeNull();
        listen.Data.ShouldBe(IPEndPoint.Parse(expected));
    }

    [Theory]
    [InlineData("127.0.0.1:9000")]
    [InlineData("http://example.com:80")]
    [InlineData("http://127.0.0.1:9000/path")]
    [InlineData("ftp://127.0.0.1:9000")]
    [InlineData("https://127.0.0.1:9000")]
    [InlineData("http://127.0.0.1:1;http://127.0.0.1:2")]
    public void What_can_not_be_used_is_said_and_changes_nothing(string urls)
    {
        var listen = new ListenConfig();
        ListenConfig before = listen;
        UrlsOption.TryApply(urls, ref listen).ShouldNotBeNull().ShouldContain("--urls");
        listen.ShouldBeSameAs(before);
    }

    [Fact]
    public void A_secure_address_takes_the_certificate_of_the_configuration()
    {
        var listen = new ListenConfig { Tls = new TlsConfig(new IPEndPoint(IPAddress.Loopback, 1), "cert.pem", "key.pem") };
        UrlsOption.TryApply("https://0.0.0.0:8443", ref listen).ShouldBeNull();
        listen.Data.ShouldBeNull();
        listen.Tls!.Address.ShouldBe(new IPEndPoint(IPAddress.Any, 8443));
        listen.Tls.CertificatePath.ShouldBe("cert.pem");
    }
}
