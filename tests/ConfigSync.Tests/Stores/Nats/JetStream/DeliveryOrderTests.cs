using ConfigSync.Stores.Nats.JetStream;

namespace ConfigSync.Tests.Stores.Nats.JetStream;

public sealed class DeliveryOrderTests
{
    private readonly DeliveryOrder _order = new();

    [Fact]
    public void Messages_in_a_row_are_taken()
    {
        for (int i = 1; i <= 5; i++)
            _order.Take(i).ShouldBe(DeliveryPlace.Next);
        _order.Last.ShouldBe(5);
    }

    [Fact]
    public void A_message_that_comes_twice_is_taken_once()
    {
        _order.Take(1);
        _order.Take(2);

        _order.Take(2).ShouldBe(DeliveryPlace.Repeated);
        _order.Take(1).ShouldBe(DeliveryPlace.Repeated);
        _order.Take(3).ShouldBe(DeliveryPlace.Next);
    }

    [Fact]
    public void A_hole_is_found_and_what_follows_it_is_not_taken()
    {
        _order.Take(1);

        _order.Take(3).ShouldBe(DeliveryPlace.AfterGap);
        _order.Last.ShouldBe(1);
        _order.Take(2).ShouldBe(DeliveryPlace.Next);
    }

    [Fact]
    public void The_first_message_must_be_the_first() => _order.Take(2).ShouldBe(DeliveryPlace.AfterGap);

    [Fact]
    public void A_heartbeat_tells_of_messages_lost_at_the_end()
    {
        _order.Take(1);

        _order.IsComplete(1).ShouldBeTrue();
        _order.IsComplete(2).ShouldBeFalse();
    }
}
