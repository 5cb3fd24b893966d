using ConfigSync.Stores.Nats.JetStream;

namespace ConfigSync.Tests.Stores.Nats.JetStream;

public sealed class DeliverySubjectTests
{
    private const string Short = "$JS.ACK.KV_b.c7.1.120.45.1700000000123456789.9";
    private const string Long = "$JS.ACK.hub.Ab12.KV_b.c7.1.120.45.1700000000123456789.9";

    [Theory]
    [InlineData(Short)]
    [InlineData(Long)]
    [InlineData("$JS.ACK._.Ab12.KV_b.c7.1.120.45.1700000000123456789.9.more")]
    [InlineData("$JS.ACK._.Ab12.KV_b.c7.1.120.45.1700000000123456789.9.more.and.more")]
    public void Both_forms_say_the_same(string reply)
    {
        DeliverySubject.TryParse(reply, out DeliverySubject delivery).ShouldBeTrue();

        delivery.StreamSequence.ShouldBe(120);
        delivery.ConsumerSequence.ShouldBe(45);
        delivery.Pending.ShouldBe(9);
        delivery.Time.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1700000000123).AddTicks(4567));
    }

    [Theory]
    [InlineData("")]
    [InlineData("_INBOX.1.2")]
    [InlineData("$JS.FC.KV_b.c7.1.120.45.17.9")]
    [InlineData("$JS.ACK.KV_b.c7.1.120.45.17")]
    [InlineData("$JS.ACK.x.KV_b.c7.1.120.45.17.9")]
    [InlineData("$JS.ACK.KV_b.c7.1.-120.45.17.9")]
    [InlineData("$JS.ACK.KV_b.c7.1.120. 45.17.9")]
    [InlineData("$JS.ACK.KV_b.c7.1.120.45.17.")]
    [InlineData("$JS.ACK.KV_b.c7.1.0.45.17.9")]
    [InlineData("$JS.ACK.KV_b.c7.1.120.0.17.9")]
    [InlineData("$JS.ACK.KV_b.c7.1.99999999999999999999.45.17.9")]
    [InlineData("$JS.ACK.KV_b.c7.1.9999999999999999999.45.17.9")]
    [InlineData("$JS.ACK.KV_b.c7.1.9223372036854775808.45.17.9")]
    public void Others_are_refused(string reply) => DeliverySubject.TryParse(reply, out _).ShouldBeFalse();

    [Theory]
    [InlineData(Short)]
    [InlineData(Long)]
    public void No_cut_or_changed_subject_breaks_it(string reply)
    {
        var random = new Random(4711);
        for (int length = 0; length < reply.Length; length++)
            DeliverySubject.TryParse(reply.AsSpan(0, length), out _).ShouldBeFalse(reply[..length]);
        for (int round = 0; round < 20_000; round++)
        {
            char[] changed = reply.ToCharArray();
            for (int i = random.Next(1, 4); i > 0; i--)
                changed[random.Next(changed.Length)] = ".-9 $x"[random.Next(6)];
            if (DeliverySubject.TryParse(changed, out DeliverySubject delivery))
                (delivery.StreamSequence > 0 && delivery.ConsumerSequence > 0 && delivery.Pending >= 0).ShouldBeTrue(new string(changed));
        }
    }
}
