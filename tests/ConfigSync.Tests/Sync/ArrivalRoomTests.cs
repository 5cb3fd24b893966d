using ConfigSync.Sync;

namespace ConfigSync.Tests.Sync;

public class ArrivalRoomTests
{
    [Fact]
    public void Room_is_made_for_all_that_are_expected_in_a_few_steps()
    {
        var room = new ArrivalRoom();
        int[] made = [.. Enumerable.Range(0, 98).Select(_ => room.For(1024, 100_000))];

        made.Where(more => more > 0).ShouldBe([16 * 1024, 100_000 - (16 * 1024)]);
        made[0].ShouldBe(16 * 1024);
        made[16].ShouldBe(100_000 - (16 * 1024));
    }

    [Fact]
    public void A_store_that_counts_what_was_deleted_costs_no_more_than_several_times_what_came()
    {
        var room = new ArrivalRoom();
        int made = Enumerable.Range(0, 3).Sum(_ => room.For(1024, 1_000_000));
        made.ShouldBe(16 * 1024);
    }

    [Fact]
    public void A_set_that_comes_at_once_has_room_at_once() => new ArrivalRoom().For(100_000, 100_000).ShouldBe(100_000);

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    public void A_store_that_knows_nothing_or_too_little_gets_no_less_than_nothing(int expected)
    {
        var room = new ArrivalRoom();
        Enumerable.Range(0, 10).Select(_ => room.For(1024, expected)).ShouldAllBe(more => more == 0 || more == expected);
    }
}
