using Edge.Forwarding;

namespace Edge.Tests.Forwarding;

public class EndMarksTests
{
    // EndMark is internal, so a public test takes it by name.
    [Theory]
    [InlineData("chat/completions", nameof(EndMark.Done))]
    [InlineData("completions", nameof(EndMark.Done))]
    [InlineData("responses", nameof(EndMark.ResponseEvents))]
    [InlineData("messages", nameof(EndMark.MessageStop))]
    [InlineData("audio/speech", nameof(EndMark.None))]
    [InlineData("chat/completions/", nameof(EndMark.None))]
    [InlineData("responses/abc", nameof(EndMark.None))]
    [InlineData("", nameof(EndMark.None))]
    public void A_call_ends_in_the_mark_of_its_kind(string call, string mark) => EndMarks.Of(call).ToString().ShouldBe(mark);
}
