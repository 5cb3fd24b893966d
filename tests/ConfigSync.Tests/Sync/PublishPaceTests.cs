using ConfigSync.Sync;
using Microsoft.Extensions.Time.Testing;

namespace ConfigSync.Tests.Sync;

public sealed class PublishPaceTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly PublishPace _pace;
    private int _published;

    public PublishPaceTests() => _pace = new PublishPace(() => _published++, _time);

    public void Dispose() => _pace.Dispose();

    [Fact]
    public void The_first_change_is_in_force_at_once_and_those_behind_it_together()
    {
        _pace.Changed();
        _published.ShouldBe(1);

        _pace.Changed();
        _pace.Changed();
        _published.ShouldBe(1);
        _time.Advance(PublishPace.Period / 2);
        _published.ShouldBe(1);
        _time.Advance(PublishPace.Period / 2);
        _published.ShouldBe(2);

        _time.Advance(PublishPace.Period * 10);
        _published.ShouldBe(2, "nothing changed since");
    }

    [Fact]
    public void After_a_rest_a_change_is_in_force_at_once_again()
    {
        _pace.Changed();
        _time.Advance(PublishPace.Period);
        _pace.Changed();
        _published.ShouldBe(2);
    }

    [Fact]
    public void A_steady_flow_takes_one_snapshot_a_period()
    {
        for (int i = 0; i < 1_000; i++)
        {
            _pace.Changed();
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }
        _published.ShouldBeInRange(199, 202);
    }

    [Fact]
    public void What_is_due_at_the_end_is_not_called_behind_it()
    {
        _pace.Changed();
        _pace.Changed();
        _pace.Dispose();
        _time.Advance(PublishPace.Period * 2);
        _pace.Changed();
        _published.ShouldBe(1);
    }
}
