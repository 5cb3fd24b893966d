using System.Text;
using Edge.Http1;

namespace Edge.Tests.Http1;

public class FieldRulesTests
{
    [Fact]
    public void Rfc9110_5_6_2_a_token_is_made_of_tchars()
    {
        const string tchars = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        for (int c = 0; c < 256; c++)
        {
            bool expected = tchars.Contains((char)c);
            FieldRules.IsToken([(byte)'a', (byte)c]).ShouldBe(expected, $"byte {c}");
            FieldRules.IsToken(['a', (char)c]).ShouldBe(expected, $"character {c}");
        }
        FieldRules.IsToken(""u8).ShouldBeFalse();
        FieldRules.IsToken("").ShouldBeFalse();
        FieldRules.IsToken("a\u0141").ShouldBeFalse();
    }

    [Fact]
    public void Rfc9110_5_5_a_value_holds_no_control_but_the_tab()
    {
        for (int c = 0; c < 256; c++)
        {
            bool expected = c is '\t' or (>= 0x20 and not 0x7F);
            FieldRules.IsFieldValue([(byte)'a', (byte)c, (byte)'b']).ShouldBe(expected, $"byte {c}");
            FieldRules.IsFieldValue(['a', (char)c, 'b']).ShouldBe(expected, $"character {c}");
        }
        FieldRules.IsFieldValue(""u8).ShouldBeTrue();
        FieldRules.IsFieldValue("\u010A").ShouldBeFalse();
    }

    [Theory]
    [InlineData("connection")]
    [InlineData("KEEP-ALIVE")]
    [InlineData("Proxy-Connection")]
    [InlineData("Proxy-Authorization")]
    [InlineData("te")]
    [InlineData("Trailer")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Upgrade")]
    [InlineData("HTTP2-Settings")]
    [InlineData("Host")]
    [InlineData("Content-Length")]
    [InlineData("Expect")]
    [InlineData("Accept-Encoding")]
    [InlineData("Authorization")]
    [InlineData("X-Api-Key")]
    [InlineData("Api-Key")]
    [InlineData("Cookie")]
    [InlineData("X-Request-ID")]
    [InlineData("Forwarded")]
    [InlineData("x-forwarded-for")]
    [InlineData("X-Forwarded-Anything")]
    [InlineData("X-Real-IP")]
    [InlineData("CF-AIG-Authorization")]
    [InlineData(":authority")]
    public void These_stay_behind_on_the_way_upstream(string name) => FieldRules.DropFromRequest(name).ShouldBeTrue();

    [Theory]
    [InlineData("Content-Type")]
    [InlineData("Accept")]
    [InlineData("User-Agent")]
    [InlineData("traceparent")]
    [InlineData("Via")]
    [InlineData("X-Forwarded")]
    [InlineData("X-Session-Affinity")]
    [InlineData("anthropic-version")]
    [InlineData("OpenAI-Organization")]
    public void These_go_upstream(string name) => FieldRules.DropFromRequest(name).ShouldBeFalse();

    [Theory]
    [InlineData("Connection", true)]
    [InlineData("content-length", true)]
    [InlineData("TRANSFER-ENCODING", true)]
    [InlineData("Keep-Alive", true)]
    [InlineData("Proxy-Connection", true)]
    [InlineData("Proxy-Authenticate", true)]
    [InlineData("Proxy-Authentication-Info", true)]
    [InlineData("TE", true)]
    [InlineData("Trailer", true)]
    [InlineData("Upgrade", true)]
    [InlineData("Set-Cookie", true)]
    [InlineData("Alt-Svc", true)]
    [InlineData("Strict-Transport-Security", true)]
    [InlineData("Access-Control-Allow-Origin", true)]
    [InlineData("Access-Control", false)]
    [InlineData("Content-Type", false)]
    [InlineData("Date", false)]
    [InlineData("Retry-After", false)]
    [InlineData("Retry-After-Ms", false)]
    [InlineData("X-Should-Retry", false)]
    [InlineData("X-Ratelimit-Remaining-Tokens", false)]
    [InlineData("ETag", false)]
    public void These_stay_behind_on_the_way_back(string name, bool drop) =>
        (ResponseFields.Of(Encoding.ASCII.GetBytes(name)) >= ResponseField.Connection).ShouldBe(drop);

    [Theory]
    [InlineData("close", "X-Name", false)]
    [InlineData("x-name", "X-Name", true)]
    [InlineData("close ,\tX-NAME ,,", "x-name", true)]
    [InlineData("x-names", "x-name", false)]
    [InlineData("x name", "name", false)]
    [InlineData("", "x", false)]
    public void Rfc9110_7_6_1_connection_names_fields(string connection, string name, bool named) =>
        FieldRules.IsNamed(connection, name).ShouldBe(named);
}
