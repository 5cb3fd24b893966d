using System.Net;
using ConfigSync.Resources;
using static ConfigSync.Tests.Resources.Reader;

namespace ConfigSync.Tests.Resources.Reading;

public class ValueTests
{
    [Theory]
    [InlineData("127.0.0.1:0")]
    [InlineData("0.0.0.0:65535")]
    [InlineData("[::]:1")]
    [InlineData("[2001:db8::1]:443")]
    public void An_address_is_an_IP_address_and_a_port(string address) =>
        Good($$"""{ "listen": { "data": "{{address}}" }, "anonymous": "default" }""").Listen.Data.ShouldBe(IPEndPoint.Parse(address));

    [Theory]
    [InlineData("")]
    [InlineData("8080")]
    [InlineData(":8080")]
    [InlineData("*:8080")]
    [InlineData("localhost:8080")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("127.0.0.1: 80")]
    [InlineData("127.1:80")]
    [InlineData("1:80")]
    [InlineData("010.0.0.1:80")]
    [InlineData("256.0.0.1:80")]
    [InlineData("::1:80")]
    [InlineData("[127.0.0.1]:80")]
    [InlineData("[[::1]]:80")]
    [InlineData("[[::1]:90]:80")]
    [InlineData("[::1]")]
    public void Nothing_else_is_an_address(string address) =>
        One($$"""{ "listen": { "data": "{{address}}" } }""").Pointer.ShouldBe("/listen/data");

    [Theory]
    [InlineData("1ms", 1)]
    [InlineData("250ms", 250)]
    [InlineData("5s", 5_000)]
    [InlineData("2m", 120_000)]
    [InlineData("168h", 604_800_000)]
    [InlineData("off", 0)]
    [InlineData("0s", 0)]
    public void A_duration_has_a_unit_or_is_off(string text, int milliseconds) =>
        Good($$"""{ "listen": { "drain": "{{text}}" } }""").Listen.Drain.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    [Theory]
    [InlineData("\"\"")]
    [InlineData("5")]
    [InlineData("\"5\"")]
    [InlineData("\"5 s\"")]
    [InlineData("\"-5s\"")]
    [InlineData("\"1.5s\"")]
    [InlineData("\"5S\"")]
    [InlineData("\"Off\"")]
    [InlineData("\"1d\"")]
    [InlineData("\"169h\"")]
    [InlineData("\"999999999h\"")]
    [InlineData("\"9999999999s\"")]
    [InlineData("\"\u0665s\"")]
    public void Nothing_else_is_a_duration(string json) =>
        One($$"""{ "listen": { "drain": {{json}} } }""").Pointer.ShouldBe("/listen/drain");

    [Theory]
    [InlineData("\"off\"")]
    [InlineData("\"0ms\"")]
    public void A_limit_on_waiting_cannot_be_off(string json) =>
        One(Deployment($$""" "limits": { "queueTimeout": {{json}} } """)).Problem.ShouldBe("'queueTimeout' cannot be zero or off");

    [Theory]
    [InlineData("1", 1)]
    [InlineData("67108864", 67108864)]
    [InlineData("\"64KiB\"", 65536)]
    [InlineData("\"64MiB\"", 67108864)]
    [InlineData("\"1024GiB\"", 1L << 40)]
    public void A_size_is_a_number_of_bytes_or_has_a_unit(string json, long bytes) =>
        Good($$"""{ "listen": { "maxBodyBytes": {{json}} } }""").Listen.MaxBodyBytes.ShouldBe(bytes);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("true")]
    [InlineData("\"64MB\"")]
    [InlineData("\"64\"")]
    [InlineData("\"0KiB\"")]
    [InlineData("\"1025GiB\"")]
    [InlineData("\"999999999GiB\"")]
    [InlineData("99999999999999999999999")]
    public void Nothing_else_is_a_size(string json) =>
        One($$"""{ "listen": { "maxBodyBytes": {{json}} } }""").Pointer.ShouldBe("/listen/maxBodyBytes");

    [Theory]
    [InlineData("http://h")]
    [InlineData("HTTPS://h/")]
    [InlineData("http://10.0.0.7:8000/v1")]
    [InlineData("http://[::1]:9000/a%20b")]
    public void A_URL_is_http_or_https_with_a_host(string url) =>
        Good($$"""{ "deployments": [ { "id": "a", "endpoints": [ { "url": "{{url}}" } ] } ] }""").Deployments[0].Endpoints[0].Url.ShouldBe(new Uri(url));

    [Theory]
    [InlineData("", "http")]
    [InlineData("h:80", "http")]
    [InlineData("ftp://h", "http")]
    [InlineData("http:h", "http")]
    [InlineData("http://", "not a URL")]
    [InlineData("http:///v1", "not a URL")]
    [InlineData("http://h:0", "not a URL")]
    [InlineData("http://h:65536", "not a URL")]
    [InlineData("http://me:s3cr3t-value@h", "user")]
    [InlineData("http://@h", "user")]
    [InlineData("http://h?", "query")]
    [InlineData("http://h/#", "fragment")]
    [InlineData("http://h/a b", "character")]
    [InlineData(" http://h", "http")]
    [InlineData("http://h\\\\x", "character")]
    [InlineData("http://h/\\r\\nX: y", "character")]
    [InlineData("http://höst", "character")]
    public void Nothing_else_is_a_URL_and_none_is_printed(string url, string problem)
    {
        ConfigError error = One($$"""{ "deployments": [ { "id": "a", "endpoints": [ { "url": "{{url}}" } ] } ] }""");
        error.Pointer.ShouldBe("/deployments/0/endpoints/0/url");
        error.Problem.ShouldContain(problem);
        error.ToString().ShouldNotContain("s3cr3t");
    }

    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("a-b--c9")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890123")]
    public void An_id_is_lower_case_letters_digits_and_dashes(string id) =>
        Good($$"""{ "deployments": [ { "id": "{{id}}", "endpoints": [ { "url": "http://h" } ] } ] }""").Deployments[0].Id.ShouldBe(id);

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("A")]
    [InlineData("a_b")]
    [InlineData("a/b")]
    [InlineData("ä")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public void Nothing_else_is_an_id(string id) =>
        One($$"""{ "deployments": [ { "id": "{{id}}", "endpoints": [ { "url": "http://h" } ] } ] }""").Pointer.ShouldBe("/deployments/0/id");

    [Theory]
    [InlineData("accounts")]
    [InlineData("inworld")]
    [InlineData("dynamic")]
    [InlineData("auto")]
    public void Reserved_words_are_no_accounts_but_may_be_ids(string word)
    {
        Good($$"""{ "deployments": [ { "id": "{{word}}", "endpoints": [ { "url": "http://h" } ] } ] }""");
        One(Deployment($$""" "account": "{{word}}" """)).Pointer.ShouldBe("/deployments/0/account");
        One($$"""{ "anonymous": "{{word}}" }""").Problem.ShouldContain("reserved");
    }

    [Fact]
    public void A_name_has_1_to_256_bytes_and_no_control_characters()
    {
        string longest = new('é', 128);
        Good(Deployment($$""" "names": [ "{{longest}}", " ", "a b" ] """)).Deployments[0].Names[0].ShouldBe(longest);
        Bad(Deployment($$""" "names": [ "", "{{longest}}x", "a\tb", "\u007f", "\u0085" ] """)).Select(e => e.Pointer)
            .ShouldBe(Enumerable.Range(0, 5).Select(i => $"/deployments/0/names/{i}"));
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("x-api-key")]
    [InlineData("!#$%&'*+-.^_`|~")]
    public void A_header_name_is_a_token(string name) =>
        Good(Deployment($$""" "auth": { "header": "{{name}}", "value": "x" } """)).Deployments[0].Auth!.Header.ShouldBe(name);

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a:")]
    [InlineData("a\\r\\nb")]
    [InlineData("ä")]
    [InlineData("host")]
    [InlineData("Content-Length")]
    [InlineData("transfer-encoding")]
    [InlineData("CONNECTION")]
    [InlineData("te")]
    [InlineData("Upgrade")]
    public void A_header_that_is_no_token_or_Edges_own_is_refused(string name) =>
        One(Deployment($$""" "auth": { "header": "{{name}}", "value": "x" } """)).Pointer.ShouldBe("/deployments/0/auth/header");

    [Theory]
    [InlineData("")]
    [InlineData("a\\r\\nHost: b")]
    [InlineData("a\\nb")]
    [InlineData("a\\u0000b")]
    [InlineData("a\\tb")]
    [InlineData("a\\u007f")]
    [InlineData("é")]
    [InlineData(" a")]
    [InlineData("Bearer ")]
    [InlineData("Bearer ${env:EMPTY}")]
    [InlineData("Bearer ${env:LINE}")]
    public void A_header_value_that_could_be_more_than_a_value_is_refused(string value) =>
        One(Deployment($$""" "auth": { "header": "x", "value": "{{value}}" } """)).Pointer.ShouldBe("/deployments/0/auth/value");

    [Theory]
    [InlineData("")]
    [InlineData("sha256:")]
    [InlineData("e2186dbdb1bb4193608605e84f33208765b5693b55edd4f730a719a100eeea6f")]
    [InlineData("SHA256:e2186dbdb1bb4193608605e84f33208765b5693b55edd4f730a719a100eeea6f")]
    [InlineData("sha256:e2186dbdb1bb4193608605e84f33208765b5693b55edd4f730a719a100eeea6")]
    [InlineData("sha256:e2186dbdb1bb4193608605e84f33208765b5693b55edd4f730a719a100eeea6fa")]
    [InlineData("sha256:x2186dbdb1bb4193608605e84f33208765b5693b55edd4f730a719a100eeea6f")]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void What_is_no_hash_of_a_key_is_refused(string hash) =>
        One($$"""{ "keys": [ { "name": "a", "hash": "{{hash}}" } ] }""").Pointer.ShouldBe("/keys/0/hash");

    [Theory]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.0/33")]
    [InlineData("x/8")]
    public void What_is_no_network_is_refused(string network) =>
        One($$"""{ "listen": { "trustedProxies": [ "{{network}}" ] } }""").Pointer.ShouldBe("/listen/trustedProxies/0");

    [Theory]
    [InlineData("null")]
    [InlineData("app.example.com")]
    [InlineData("https://app.example.com/")]
    [InlineData("https://me@app.example.com")]
    [InlineData("file://x")]
    public void What_is_no_origin_is_refused(string origin) =>
        One($$"""{ "listen": { "cors": { "origins": [ "{{origin}}" ] } } }""").Pointer.ShouldBe("/listen/cors/origins/0");

    [Fact]
    public void Any_origin_stands_alone()
    {
        Good("""{ "listen": { "cors": { "origins": [ "*" ] } } }""").Listen.CorsOrigins.ShouldBe(["*"]);
        One("""{ "listen": { "cors": { "origins": [ "*", "https://a" ] } } }""").Pointer.ShouldBe("/listen/cors/origins");
    }

    [Fact]
    public void Files_must_exist_and_relative_paths_start_at_the_documents_folder()
    {
        string absolute = Path.Combine(Folder, "ca.pem");
        Good(Deployment($$""" "ca": "{{absolute}}" """)).Deployments[0].CaPath.ShouldBe(absolute);
        Good(Deployment(""" "ca": "./x/../ca.pem" """)).Deployments[0].CaPath.ShouldBe(absolute);
        Bad("""{ "listen": { "tls": { "address": "127.0.0.1:1", "certificate": "no.crt", "key": "." } } }""").Select(e => e.Pointer)
            .ShouldBe(["/listen/tls/certificate", "/listen/tls/key"]);
        One(Deployment(""" "ca": "a\u0000b" """)).Problem.ShouldBe("'ca' is not a path");
    }

    [Theory]
    [InlineData("\"replicas\": -1")]
    [InlineData("\"replicas\": 10001")]
    [InlineData("\"replicas\": 1.0")]
    [InlineData("\"replicas\": \"1\"")]
    [InlineData("\"maxConcurrency\": 0")]
    public void Numbers_out_of_range_are_refused(string property) =>
        One($$"""{ "deployments": [ { "id": "a", "endpoints": [ { "url": "http://h", {{property}} } ] } ] }""").Pointer.ShouldStartWith("/deployments/0/endpoints/0/");

    private static string Deployment(string properties) =>
        $$"""{ "deployments": [ { "id": "a", "endpoints": [ { "url": "http://h" } ], {{properties}} } ] }""";
}
