using ConfigSync.Stores.Nats;
using ConfigSync.Stores.Nats.JetStream;

namespace ConfigSync.Tests.Stores.Nats;

public sealed class BucketTrustTests
{
    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Then.AddHours(1);

    [Fact]
    public void Who_holds_nothing_takes_any_bucket()
    {
        new BucketTrust("b", null).Doubt(Stream(Then, 5), 0, 0).ShouldBeNull();
        new BucketTrust("b", new NatsStoreIdentity(Then, 0)).Doubt(Stream(Later, 5), 0, 100).ShouldBeNull();
    }

    [Fact]
    public void The_bucket_that_was_followed_is_followed_on()
    {
        var trust = new BucketTrust("b", new NatsStoreIdentity(Then, 3));

        trust.Doubt(Stream(Then, 10), 4, 10).ShouldBeNull();
        trust.Follow(Stream(Then, 10));
        trust.Identity.ShouldBe(new NatsStoreIdentity(Then, 3));
    }

    [Fact]
    public void A_bucket_made_anew_waits_for_its_own_mark()
    {
        var trust = new BucketTrust("b", new NatsStoreIdentity(Then, 90));
        StreamInfo stream = Stream(Later, 5);

        trust.Doubt(stream, 4, 100)!.ShouldContain("edge store adopt");
        trust.IsSettled(stream, Mark(Then), 4).ShouldBeFalse();
        trust.IsSettled(stream, Mark(Later), 4).ShouldBeTrue();

        trust.Adopt(stream, 4);
        trust.Doubt(stream, 4, 100).ShouldBeNull();
        trust.RevisionsBeganAnew.ShouldBeTrue();
        trust.Complete(4);
        trust.Identity.ShouldBe(new NatsStoreIdentity(Later, 4));
        trust.RevisionsBeganAnew.ShouldBeFalse();
    }

    [Fact]
    public void The_old_bucket_is_followed_again_when_it_returns()
    {
        var trust = new BucketTrust("b", new NatsStoreIdentity(Then, 0));
        trust.Doubt(Stream(Later, 5), 4, 10).ShouldNotBeNull();

        trust.Doubt(Stream(Then, 12), 4, 10).ShouldBeNull();
    }

    [Fact]
    public void An_emptied_bucket_stays_doubtful_when_it_is_filled_a_little()
    {
        var trust = new BucketTrust("b", new NatsStoreIdentity(Then, 7));
        trust.Doubt(Stream(Then, 20, messages: 0), 4, 20).ShouldNotBeNull();

        trust.Doubt(Stream(Then, 21, messages: 1), 4, 20).ShouldNotBeNull();
        trust.IsSettled(Stream(Then, 22), Mark(Then), 7).ShouldBeFalse();
        trust.IsSettled(Stream(Then, 22), Mark(Then), 22).ShouldBeTrue();
    }

    [Fact]
    public void Without_an_identity_an_empty_bucket_is_still_not_applied() =>
        new BucketTrust("b", null).Doubt(Stream(Then, 0, messages: 0), 4, 0).ShouldNotBeNull();

    [Fact]
    public void A_bucket_that_was_set_back_is_doubtful_until_a_new_mark()
    {
        var trust = new BucketTrust("b", new NatsStoreIdentity(Then, 80));
        trust.Doubt(Stream(Then, 70), 4, 100).ShouldNotBeNull();

        trust.IsSettled(Stream(Then, 71), Mark(Then), 60).ShouldBeFalse();
        trust.Doubt(Stream(Then, 71), 4, 100).ShouldNotBeNull();
        trust.IsSettled(Stream(Then, 71), Mark(Then), 71).ShouldBeTrue();
    }

    [Fact]
    public void A_mark_that_passed_by_settles_nothing_later()
    {
        var trust = new BucketTrust("b", null);
        trust.Follow(Stream(Then, 9));
        trust.Complete(5);
        trust.Pass(8);
        trust.Doubt(Stream(Then, 9, messages: 0), 4, 9).ShouldNotBeNull();

        trust.IsSettled(Stream(Then, 9), Mark(Then), 8).ShouldBeFalse();
        trust.IsSettled(Stream(Then, 10), Mark(Then), 10).ShouldBeTrue();
    }

    [Fact]
    public void Content_is_doubted_only_where_the_whole_bucket_was_known()
    {
        var fresh = new BucketTrust("b", null);
        fresh.Follow(Stream(Then, 9));
        fresh.DoubtContent().ShouldBeNull();
        fresh.Complete(0);
        fresh.DoubtContent().ShouldNotBeNull();

        var adopting = new BucketTrust("b", new NatsStoreIdentity(Then, 0));
        adopting.Adopt(Stream(Later, 9), 3);
        adopting.DoubtContent().ShouldBeNull();
    }

    private static StreamInfo Stream(DateTimeOffset created, long last, long messages = 1) =>
        new() { Created = created, State = new StreamState(messages, 1, last) };

    private static AdoptionMark Mark(DateTimeOffset created) => new(created, "me", created);
}
