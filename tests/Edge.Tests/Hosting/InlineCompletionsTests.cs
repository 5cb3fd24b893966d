using ConfigSync.Resources;
using Edge.Hosting;

namespace Edge.Tests.Hosting;

/// <summary>Which driver runs requests on the threads that wait for sockets.</summary>
public sealed class InlineCompletionsTests
{
    [Theory]
    [InlineData(ListenDriver.Auto)]
    [InlineData(ListenDriver.Loop)]
    [InlineData(ListenDriver.KestrelHttp)]
    public void Others_leave_the_process_as_it_was(ListenDriver driver)
    {
        const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
        string? before = Environment.GetEnvironmentVariable(Variable);
        InlineCompletions.Choose(driver);
        Environment.GetEnvironmentVariable(Variable).ShouldBe(before);
        InlineCompletions.Suit(driver).ShouldBeFalse();
    }

    [Fact]
    public void They_suit_Kestrels_pipes() => InlineCompletions.Suit(ListenDriver.Kestrel).ShouldBeTrue();
}
