using System.Text;
using Edge.Forwarding;
using Edge.Http1;

namespace Edge.Tests.Forwarding;

/// <summary>How long an upstream wants to be left alone.</summary>
public sealed class RetryAfterTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("Retry-After: 7", 7_000)]
    [InlineData("retry-after: 0", 0)]
    [InlineData("Retry-After: soon", 0)]
    [InlineData("Retry-After: -1", 0)]
    [InlineData("Retry-After: 1.5", 0)]
    [InlineData("Retry-After: 99999999999999999999", 0)]
    [InlineData("retry-after-ms: 250", 250)]
    [InlineData("Retry-After-Ms: 250\r\nRetry-After: 7", 250)]
    [InlineData("Retry-After: 7\r\nRetry-After-Ms: 250", 250)]
    [InlineData("Retry-After: 7\r\nRetry-After-Ms: x", 7_000)]
    [InlineData("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Sun, 06 Nov 1994 08:50:07 GMT", 30_000)]
    [InlineData("Retry-After: Sun, 06 Nov 1994 08:50:07 GMT\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT", 30_000)]
    [InlineData("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Sun, 06 Nov 1994 08:49:07 GMT", 0)]
    [InlineData("Retry-After: Sun, 06 Nov 1994 08:50:07 GMT", 0)]
    public void It_is_what_the_fields_say(string fields, long milliseconds)
    {
        var reader = new ResponseReader();
        reader.Reset(headRequest: false);
        string lines = fields.Length == 0 ? "" : fields + "\r\n";
        ReadOnlySpan<byte> bytes = Encoding.ASCII.GetBytes($"HTTP/1.1 503 No\r\n{lines}Content-Length: 0\r\n\r\n");
        reader.Next(ref bytes, out _).ShouldBe(ResponseStep.Head);
        RetryAfter.Of(reader.Head).ShouldBe(milliseconds);
    }
}
