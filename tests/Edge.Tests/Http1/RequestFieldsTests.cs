using System.Text;
using Edge.Http1;

namespace Edge.Tests.Http1;

public class RequestFieldsTests
{
    [Theory]
    [InlineData("Content-Type", "ContentType")]
    [InlineData("Content-Encoding", "ContentEncoding")]
    [InlineData("Host", "Host")]
    [InlineData("Content-Length", "ContentLength")]
    [InlineData("Transfer-Encoding", "TransferEncoding")]
    [InlineData("Connection", "Connection")]
    [InlineData("Upgrade", "Upgrade")]
    [InlineData("Expect", "Expect")]
    [InlineData("Authorization", "Authorization")]
    [InlineData("x-api-key", "XApiKey")]
    [InlineData("api-key", "ApiKey")]
    [InlineData("Cookie", "Cookie")]
    [InlineData("Accept-Encoding", "AcceptEncoding")]
    [InlineData("x-request-id", "XRequestId")]
    [InlineData("Origin", "Origin")]
    [InlineData("Forwarded", "Forwarded")]
    [InlineData("X-Forwarded-For", "XForwardedFor")]
    [InlineData("X-Forwarded-Proto", "XForwardedProto")]
    [InlineData("X-Forwarded-Host", "XForwardedHost")]
    [InlineData("X-Forwarded-Port", "ForUs")]
    [InlineData("X-Forwarded-", "ForUs")]
    [InlineData("X-Real-IP", "ForUs")]
    [InlineData("cf-aig-authorization", "ForUs")]
    [InlineData("cf-aig-", "ForUs")]
    [InlineData("Access-Control-Request-Method", "ForUs")]
    [InlineData("Access-Control-Request-Headers", "ForUs")]
    [InlineData("Access-Control-Request-Private-Network", "ForUs")]
    [InlineData("Keep-Alive", "HopByHop")]
    [InlineData("Proxy-Connection", "HopByHop")]
    [InlineData("Proxy-Authenticate", "HopByHop")]
    [InlineData("Proxy-Authorization", "HopByHop")]
    [InlineData("TE", "HopByHop")]
    [InlineData("Trailer", "HopByHop")]
    [InlineData("HTTP2-Settings", "HopByHop")]
    [InlineData(":authority", "HopByHop")]
    [InlineData("User-Agent", "Other")]
    [InlineData("Accept", "Other")]
    [InlineData("X-Forwarded", "Other")]
    [InlineData("cf-aig", "Other")]
    [InlineData("x", "Other")]
    [InlineData("", "Other")]
    public void A_field_is_known_in_any_case_and_nothing_near_it(string name, string known)
    {
        foreach (string spelling in (string[])[name, name.ToUpperInvariant(), name.ToLowerInvariant()])
        {
            RequestFields.Of(Bytes(spelling)).ToString().ShouldBe(known);
            FieldRules.DropFromRequest(spelling).ShouldBe(FieldRules.DropFromRequest(Bytes(spelling)));
        }
        // A letter changed or added makes another name, but for those that are known by their beginning.
        bool byBeginning = name.StartsWith("cf-aig-", StringComparison.Ordinal) || name.StartsWith("X-Forwarded-", StringComparison.Ordinal) || name.StartsWith(':');
        for (int i = 0; i < name.Length && !byBeginning; i++)
            RequestFields.Of(Bytes(name[..i] + "#" + name[(i + 1)..])).ShouldBe(RequestField.Other);
        if (!byBeginning && name != "X-Forwarded" && name != "cf-aig")
            RequestFields.Of(Bytes(name + "-")).ShouldBe(RequestField.Other);
    }

    [Fact]
    public void A_name_without_end_is_known_by_its_beginning()
    {
        FieldRules.DropFromRequest("X-Forwarded-".PadRight(500, 'a')).ShouldBeTrue();
        FieldRules.DropFromRequest("Authorization".PadRight(500, 'a')).ShouldBeFalse();
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
