using Edge.Mock.Wire;

namespace Edge.Tests.Mock.Wire;

public sealed class MockFramingTests
{
    [Theory]
    [InlineData("Host: h", 0, false)]
    [InlineData("Host: h|Content-Length: 12", 12, false)]
    [InlineData("host: h|TRANSFER-ENCODING: Chunked", 0, true)]
    public void A_sound_head_says_how_long_its_body_is(string fields, long length, bool chunked) =>
        Of(fields).ShouldBe(new MockFraming(length, chunked, null));

    [Theory]
    [InlineData("Content-Length: 1")]
    [InlineData("Host:")]
    [InlineData("Host: a|Host: a")]
    [InlineData("Host: h|Content-Length: 1|Transfer-Encoding: chunked")]
    [InlineData("Host: h|Content-Length: 1|Content-Length: 1")]
    [InlineData("Host: h|Content-Length: 1, 1")]
    [InlineData("Host: h|Content-Length: +1")]
    [InlineData("Host: h|Content-Length: -1")]
    [InlineData("Host: h|Content-Length:")]
    [InlineData("Host: h|Content-Length: 99999999999999999999")]
    [InlineData("Host: h|Transfer-Encoding: gzip, chunked")]
    [InlineData("Host: h|Transfer-Encoding: identity")]
    [InlineData("Host: h|Transfer-Encoding: chunked|Transfer-Encoding: chunked")]
    public void What_could_be_read_in_two_ways_is_an_error(string fields) => Of(fields).Error.ShouldNotBeNull();

    private static MockFraming Of(string fields)
    {
        var list = new List<MockField>();
        foreach (string field in fields.Split('|'))
            list.Add(new MockField(field[..field.IndexOf(':')], field[(field.IndexOf(':') + 1)..].Trim()));
        return MockFraming.Of(new MockHead("POST", "/", list));
    }
}
