using ConfigSync.Stores.Nats;
using ConfigSync.Stores.Nats.JetStream;

namespace ConfigSync.Tests.Stores.Nats;

public class BucketTests
{
    private static readonly string[] Own = ["$KV.edge-config.>"];

    [Theory]
    [InlineData(100, 100, 0, true)]
    [InlineData(100, 100, 50, true)]
    [InlineData(150, 100, 0, true)]
    [InlineData(151, 100, 0, false)]
    [InlineData(101, 100, 50, false)]
    [InlineData(0, 0, 0, true)]
    public void It_is_brief_when_little_is_told_twice_and_nothing_to_whoever_holds_something(long messages, long subjects, int held, bool isBrief) =>
        IsBrief(Own, messages, subjects, held).ShouldBe(isBrief);

    [Fact]
    public void It_is_not_brief_where_its_stream_holds_something_else_or_does_not_say_how_many_keys()
    {
        IsBrief([.. Own, "other.>"], 100, 100, 0).ShouldBeFalse();
        IsBrief(["$KV.edge-config.router.>"], 100, 100, 0).ShouldBeFalse();
        IsBrief(null, 100, 100, 0).ShouldBeFalse();
        IsBrief(Own, 100, 0, 0).ShouldBeFalse();
    }

    private static bool IsBrief(string[]? subjects, long messages, long keys, int held) =>
        new Bucket(null!, "edge-config", 1).IsBrief(new StreamInfo { Config = new StreamScope(subjects), State = new StreamState(messages, 1, messages, keys) }, held);
}
