using ConfigSync.Resources;
using ConfigSync.Sync;

namespace ConfigSync.Tests.Sync;

public class SlotListTests
{
    private readonly ResourceSlot _a = new(new ResourceKey(ResourceKind.Router, "acme", "a"));
    private readonly ResourceSlot _b = new(new ResourceKey(ResourceKind.Router, "acme", "b"));
    private readonly SlotList _list = new();

    [Fact]
    public void A_slot_is_there_once_and_stays_in_its_place()
    {
        _list.Add(_b);
        _list.Add(_a);
        _list.Add(_b);

        _list.Count.ShouldBe(2);
        _list[0].ShouldBeSameAs(_b);
        _list[1].ShouldBeSameAs(_a);
    }

    [Fact]
    public void What_was_taken_can_come_again()
    {
        _list.Add(_a);
        _list.Take().ShouldBe([_a]);
        _list.Count.ShouldBe(0);
        _a.IsListed.ShouldBeFalse();

        _list.Add(_a);
        _list.Take().ShouldBe([_a]);
    }
}
