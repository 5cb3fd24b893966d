using System.Buffers;
using System.Text;
using Edge.Intake;

namespace Edge.Tests.Intake;

public class StreamOptionsTests
{
    [Theory]
    [InlineData("""{"model":"m","stream":true}""", 1)]
    [InlineData(""" { "stream" : true, "model":"m"}""", 2)]
    [InlineData("""{"str\u0065am":true,"model":"m","messages":[{"stream_options":{}}]}""", 1)]
    [InlineData("""{"model":"m","stream":true,"stream_option":1,"stream_optionsx":1,"stream options":1}""", 1)]
    public void Usage_may_be_asked_for_where_a_stream_is_wanted_without_options(string body, long members) => Read(body).ShouldBe((true, members));

    [Theory]
    [InlineData("""{"model":"m"}""")]
    [InlineData("""{"model":"m","stream":false}""")]
    [InlineData("""{"model":"m","stream":"true"}""")]
    [InlineData("""{"model":"m","stream":1}""")]
    [InlineData("""{"model":"m","x":{"stream":true}}""")]
    [InlineData("""{"model":"m","stream":true,"stream_options":{"include_usage":false}}""")]
    [InlineData("""{"stream_options":null,"model":"m","stream":true}""")]
    [InlineData("""{"model":"m","stream":true,"Stream_Options":{}}""")]
    [InlineData("""{"model":"m","stream":true,"\u0073tream_\u006fptions":{}}""")]
    [InlineData("""{"model":"m","stream":true,"stream":true}""")]
    [InlineData("""{"model":"m","stream":true,"messages":[01]}""")]
    [InlineData("""{"model":"m","stream":true,"\ud800\ud800\ud800":1}""")]
    public void Other_bodies_are_left_alone(string body) => Read(body).Missing.ShouldBeFalse();

    [Fact]
    public void The_longest_spelling_of_the_name_is_known()
    {
        string name = string.Concat("stream_options".Select(c => $"\\u{(int)c:x4}"));
        Read($$"""{"model":"m","stream":true,"{{name}}":1}""").Missing.ShouldBeFalse();
    }

    private static (bool Missing, long Members) Read(string text)
    {
        byte[] body = Encoding.UTF8.GetBytes(text);
        bool whole = StreamOptions.AreMissing(new ReadOnlySequence<byte>(body), out long members);
        for (int cut = 0; cut <= body.Length; cut++)
        {
            var first = new BodySegment(body.AsMemory(0, cut));
            BodySegment last = first.Append(body.AsMemory(cut));
            StreamOptions.AreMissing(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length), out long again).ShouldBe(whole, $"cut at {cut}");
            again.ShouldBe(members, $"cut at {cut}");
        }
        return (whole, members);
    }
}
