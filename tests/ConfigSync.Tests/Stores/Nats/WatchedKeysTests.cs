using ConfigSync.Resources;
using ConfigSync.Stores;
using ConfigSync.Stores.Nats;

namespace ConfigSync.Tests.Stores.Nats;

public sealed class WatchedKeysTests
{
    private static readonly ResourceKey A = Key("a");
    private static readonly ResourceKey B = Key("b");

    private readonly WatchedKeys _keys = new([]);

    [Fact]
    public void Each_change_is_told_once_and_none_out_of_order()
    {
        _keys.Take(Put(A, 3)).ShouldBeOfType<StoreEntry>().Revision.ShouldBe(3);

        _keys.Take(Put(A, 3)).ShouldBeNull();
        _keys.Take(Put(A, 2)).ShouldBeNull();
        _keys.Take(Put(A, 5)).ShouldBeOfType<StoreEntry>().Revision.ShouldBe(5);
        _keys.Count.ShouldBe(1);
        _keys.Newest.ShouldBe(5);
    }

    [Fact]
    public void A_deletion_is_told_of_what_is_held_and_stands_against_older_documents()
    {
        _keys.Take(Gone(A, 1)).ShouldBeNull();
        _keys.Take(Put(A, 2)).ShouldBeOfType<StoreEntry>();
        _keys.Take(Gone(A, 4)).ShouldBe(new StoreDelete(A, 4));

        _keys.Take(Put(A, 3)).ShouldBeNull();
        _keys.Take(Gone(A, 4)).ShouldBeNull();
        _keys.Count.ShouldBe(0);
    }

    [Fact]
    public void A_sweep_finds_what_is_gone_without_a_word()
    {
        _keys.Take(Put(A, 1));
        _keys.Take(Put(B, 2));
        _keys.BeginSweep();
        _keys.MissesAll.ShouldBeTrue();
        _keys.Take(Put(B, 2)).ShouldBeNull();

        _keys.MissesAll.ShouldBeFalse();
        _keys.IsMissingSome.ShouldBeTrue();
        _keys.EndSweep().ShouldBe([new StoreDelete(A, 1)]);
        _keys.IsMissingSome.ShouldBeFalse();
        _keys.Count.ShouldBe(1);
    }

    [Fact]
    public void What_is_held_already_is_not_told_again_unless_asked_for()
    {
        var keys = new WatchedKeys([new(A, 7), new(B, 0)]);
        keys.BeginSweep();

        keys.Take(Put(A, 7)).ShouldBeNull();
        keys.Take(Put(B, 3)).ShouldBeOfType<StoreEntry>();
        keys.EndSweep().ShouldBeEmpty();
        keys.Count.ShouldBe(2);
        keys.Newest.ShouldBe(7);
    }

    [Fact]
    public void In_another_stream_lower_revisions_are_news()
    {
        _keys.Take(Put(A, 70));
        _keys.Take(Put(B, 80));
        _keys.ForgetRevisions();
        _keys.BeginSweep();

        _keys.Take(Put(A, 1)).ShouldBeOfType<StoreEntry>();
        _keys.Take(Put(A, 1)).ShouldBeNull();
        _keys.EndSweep().ShouldBe([new StoreDelete(B, 80)]);
        _keys.Newest.ShouldBe(1);
    }

    [Fact]
    public void A_sweep_that_is_taken_back_leaves_what_was_held()
    {
        _keys.Take(Put(A, 1));
        _keys.BeginSweep();
        _keys.Take(Put(B, 9));
        _keys.Take(Gone(Key("c"), 10));

        _keys.UndoSweep();

        _keys.Count.ShouldBe(1);
        _keys.BeginSweep();
        _keys.Take(Put(A, 1)).ShouldBeNull();
        _keys.Take(Put(B, 9)).ShouldBeOfType<StoreEntry>();
        _keys.EndSweep().ShouldBeEmpty();
    }

    [Fact]
    public void A_key_that_is_no_resource_is_told_once()
    {
        _keys.Take(new BucketMessage("what.is.this.here".AsMemory(), false, default, 1, default)).ShouldBeOfType<StoreForeign>().Name.ShouldBe("what.is.this.here");

        _keys.Take(new BucketMessage("what.is.this.here".AsMemory(), false, default, 2, default)).ShouldBeNull();
        _keys.Take(new BucketMessage("and.this.one.too".AsMemory(), true, default, 3, default)).ShouldBeNull();
        _keys.Foreign.ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_is_lost_repeated_or_swapped_a_sweep_ends_at_the_truth(int seed)
    {
        var random = new Random(seed);
        var told = new Dictionary<ResourceKey, long>();
        var last = new Dictionary<ResourceKey, long>();
        var truth = new Dictionary<ResourceKey, BucketMessage>();
        List<BucketMessage> log = [];
        for (int revision = 1; revision <= 3_000; revision++)
        {
            BucketMessage message = random.Next(4) == 0 ? Gone(Key($"k{random.Next(40)}"), revision) : Put(Key($"k{random.Next(40)}"), revision);
            log.Add(message);
            if (random.Next(10) == 0 && truth.Count > 0)
                truth.Remove(truth.Keys.ElementAt(random.Next(truth.Count)));
            StoreKeyText.TryParse(message.Key.Span, out ResourceKey key, out _).ShouldBeTrue();
            truth[key] = message;
            for (int i = random.Next(3); i > 0; i--)
                Note(_keys.Take(log[Math.Max(0, log.Count - random.Next(1, 20))]));
            if (random.Next(300) == 0)
                Sweep();
        }
        Sweep();

        void Sweep()
        {
            _keys.BeginSweep();
            foreach (BucketMessage message in truth.Values.OrderBy(message => message.Revision))
                Note(_keys.Take(message));
            foreach (StoreDelete gone in _keys.EndSweep())
                Note(gone);
            told.ShouldBe(truth.Where(pair => !pair.Value.Deletes).ToDictionary(pair => pair.Key, pair => pair.Value.Revision), ignoreOrder: true);
            _keys.Count.ShouldBe(told.Count);
            last.Clear();
        }

        void Note(StoreEvent? news)
        {
            if (news is StoreEntry entry)
            {
                entry.Revision.ShouldBeGreaterThan(last.GetValueOrDefault(entry.Key));
                told[entry.Key] = last[entry.Key] = entry.Revision;
            }
            else if (news is StoreDelete gone)
                told.Remove(gone.Key).ShouldBeTrue();
        }
    }

    private static ResourceKey Key(string id) => new(ResourceKind.Router, "default", id);

    private static BucketMessage Put(ResourceKey key, long revision) => new(StoreKeyText.Format(key).AsMemory(), false, "{}"u8.ToArray(), revision, default);

    private static BucketMessage Gone(ResourceKey key, long revision) => new(StoreKeyText.Format(key).AsMemory(), true, default, revision, default);
}
