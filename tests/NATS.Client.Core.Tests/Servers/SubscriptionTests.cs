using System.Threading.Channels;
using Shared.Nats;

namespace NATS.Client.Core.Tests.Servers;

public sealed class SubscriptionTests(SubscriptionTests.Server server) : IClassFixture<SubscriptionTests.Server>
{
    public sealed class Server : IAsyncLifetime
    {
        internal NatsServerProcess Process { get; private set; } = null!;

        public async Task InitializeAsync() => Process = await NatsServerProcess.StartAsync();

        public async Task DisposeAsync() => await Process.DisposeAsync();
    }

    private NatsConnection Connect() => new(new NatsOpts { Url = server.Process.Url });

    [Fact]
    public async Task A_subscription_ends_after_its_number_of_messages()
    {
        await using NatsConnection nats = Connect();
        await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("max", opts: new NatsSubOpts { MaxMsgs = 3 });
        for (int i = 0; i < 10; i++)
            await nats.PublishAsync("max", $"{i}");
        for (int i = 0; i < 3; i++)
            (await sub.NextAsync()).ShouldNotBeNull().Data.ShouldBe($"{i}");
        (await sub.NextAsync()).ShouldBeNull();
        ((NatsSub<string>)sub).EndReason.ShouldBe(NatsSubEndReason.MaxMsgs);
    }

    [Fact]
    public async Task Each_clock_ends_a_subscription()
    {
        await using NatsConnection nats = Connect();
        TimeSpan soon = TimeSpan.FromMilliseconds(30);
        (NatsSubOpts Opts, NatsSubEndReason Reason)[] cases =
        [
            (new NatsSubOpts { Timeout = soon }, NatsSubEndReason.Timeout),
            (new NatsSubOpts { IdleTimeout = soon }, NatsSubEndReason.IdleTimeout),
            (new NatsSubOpts { StartUpTimeout = soon }, NatsSubEndReason.StartUpTimeout),
        ];
        foreach ((NatsSubOpts opts, NatsSubEndReason reason) in cases)
        {
            await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("clocks", opts: opts);
            (await sub.NextAsync()).ShouldBeNull();
            ((NatsSub<string>)sub).EndReason.ShouldBe(reason);
        }
    }

    [Fact]
    public async Task An_empty_message_ends_a_subscription_that_wants_it_so()
    {
        await using NatsConnection nats = Connect();
        await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("stop", opts: new NatsSubOpts { StopOnEmptyMsg = true });
        await nats.PublishAsync("stop", "1");
        await nats.PublishAsync("stop");
        (await sub.NextAsync()).ShouldNotBeNull().Data.ShouldBe("1");
        (await sub.NextAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Unsubscribing_keeps_what_was_received_and_stops_the_server()
    {
        await using NatsConnection nats = Connect();
        await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("un");
        await nats.PublishAsync("un", "1");
        await nats.PingAsync();
        await sub.UnsubscribeAsync();
        await Should.ThrowAsync<NatsNoRespondersException>(async () => await nats.RequestAsync<string, string>("un", "x"));
        (await sub.NextAsync()).ShouldNotBeNull().Data.ShouldBe("1");
        (await sub.NextAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Draining_takes_in_everything_that_is_on_its_way()
    {
        await using NatsConnection nats = Connect();
        await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("drain");
        for (int i = 0; i < 1000; i++)
            await nats.PublishAsync("drain", $"{i}");
        await sub.DrainAsync();
        sub.Msgs.Count.ShouldBe(1000);
        for (int i = 0; i < 1000; i++)
            (await sub.NextAsync()).ShouldNotBeNull();
        (await sub.NextAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_reader_that_is_too_slow_loses_messages_and_is_told()
    {
        await using NatsConnection nats = Connect();
        int dropped = 0, slow = 0;
        nats.MessageDropped += (_, args) =>
        {
            args.Pending.ShouldBe(10);
            args.Subject.ShouldBe("slow");
            Interlocked.Increment(ref dropped);
            return ValueTask.CompletedTask;
        };
        nats.SlowConsumerDetected += (_, args) =>
        {
            args.Subscription.Subject.ShouldBe("slow");
            Interlocked.Increment(ref slow);
            return ValueTask.CompletedTask;
        };
        await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("slow", opts: new NatsSubOpts { ChannelOpts = new NatsSubChannelOpts { Capacity = 10 } });
        for (int round = 1; round <= 2; round++)
        {
            for (int i = 0; i < 15; i++)
                await nats.PublishAsync("slow", $"{i}");
            await nats.PingAsync();
            await Until.Holds(() => Volatile.Read(ref dropped) == 5 * round && Volatile.Read(ref slow) == round);
            // The newest that waits makes room for the one that comes, as channels have it.
            foreach (int i in (int[])[0, 1, 2, 3, 4, 5, 6, 7, 8, 14])
                (await sub.NextAsync()).ShouldNotBeNull().Data.ShouldBe($"{i}");
            sub.Msgs.TryRead(out _).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_subscription_may_wait_for_its_reader_instead()
    {
        await using NatsConnection nats = Connect();
        await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("patient", opts: new NatsSubOpts
        {
            ChannelOpts = new NatsSubChannelOpts { Capacity = 2, FullMode = BoundedChannelFullMode.Wait },
        });
        for (int i = 0; i < 50; i++)
            await nats.PublishAsync("patient", $"{i}");
        for (int i = 0; i < 50; i++)
            (await sub.NextAsync()).ShouldNotBeNull().Data.ShouldBe($"{i}");
    }

    [Fact]
    public async Task A_payload_that_cannot_be_read_is_told_in_the_message()
    {
        await using NatsConnection nats = Connect();
        await using INatsSub<string> sub = await nats.SubscribeCoreAsync("unreadable", serializer: new Refusing());
        await nats.PublishAsync("unreadable", "x");
        NatsMsg<string> msg = (await sub.NextAsync()).ShouldNotBeNull();
        msg.Error.ShouldBeOfType<NatsDeserializeException>().RawData.ShouldBe("x"u8.ToArray());
        Should.Throw<NatsDeserializeException>(msg.EnsureSuccess);
    }

    private sealed class Refusing : INatsDeserialize<string>
    {
        public string Deserialize(in System.Buffers.ReadOnlySequence<byte> buffer) => throw new FormatException("no");
    }
}
