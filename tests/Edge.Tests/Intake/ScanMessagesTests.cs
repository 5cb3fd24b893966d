using Edge.Intake;

namespace Edge.Tests.Intake;

public sealed class ScanMessagesTests
{
    [Fact]
    public void Every_error_has_a_sentence_of_its_own()
    {
        string[] messages = [.. Enum.GetValues<ScanError>().Except([ScanError.None]).Select(ScanMessages.Of)];
        messages.ShouldAllBe(m => m.Length > 20 && m.EndsWith('.'));
        messages.ShouldBeUnique();
    }

    [Fact]
    public void Messages_are_shared_not_made()
    {
        foreach (ScanError error in Enum.GetValues<ScanError>())
            ScanMessages.Of(error).ShouldBeSameAs(ScanMessages.Of(error));
    }

    [Fact]
    public void The_limits_they_name_are_the_scanners()
    {
        ScanMessages.Of(ScanError.ModelTooLong).ShouldContain($"{ModelScanner.MaxModelLength} ");
        ScanMessages.Of(ScanError.TooDeep).ShouldContain($"{ModelScanner.MaxDepth} ");
    }
}
