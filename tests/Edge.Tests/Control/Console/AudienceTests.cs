using Edge.Control.Console;

namespace Edge.Tests.Control.Console;

/// <summary>How many may watch.</summary>
public sealed class AudienceTests
{
    private readonly Audience _audience = new();

    [Fact]
    public void Who_is_of_no_account_may_have_all_places()
    {
        for (int i = 0; i < Audience.Most; i++)
            _audience.Enter(null).ShouldBeNull();
        _audience.Enter(null).ShouldNotBeNull().ShouldStartWith("16 consoles are open");
        _audience.Enter("team").ShouldNotBeNull().ShouldStartWith("16 consoles are open");
        _audience.Leave(null);
        _audience.Enter("team").ShouldBeNull();
    }

    [Fact]
    public void An_account_may_have_some_and_one_that_leaves_makes_room_for_its_own()
    {
        for (int i = 0; i < Audience.MostOfAccount; i++)
            _audience.Enter("team").ShouldBeNull();
        _audience.Enter("team").ShouldBe("4 consoles of the account 'team' are open on this edge, which is as many as may be. Close one, and try again.");
        _audience.Enter("teams").ShouldBeNull();
        _audience.Leave("team");
        _audience.Enter("team").ShouldBeNull();
        _audience.Enter("team").ShouldNotBeNull();
    }
}
