using System.Buffers;
using System.Text;
using Microsoft.Extensions.Primitives;
using Shared.Nats;

namespace NATS.Client.Core.Tests.Servers;

public sealed class PublishTests(PublishTests.Server server) : IClassFixture<PublishTests.Server>
{
    public sealed class Server : IAsyncLifetime
    {
        internal NatsServerProcess Process { get; private set; } = null!;

        public async Task InitializeAsync() => Process = await NatsServerProcess.StartAsync("max_payload: 1000");

        public async Task DisposeAsync() => await Process.DisposeAsync();
    }

    private NatsConnection Connect() => new(new NatsOpts { Url = server.Process.Url });

    [Fact]
    public async Task What_is_published_arrives()
    {
        await using NatsConnection nats = Connect();
        await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("a.*");
        await nats.PublishAsync("a.b", "hello", replyTo: "c");
        NatsMsg<string> msg = (await sub.NextAsync()).ShouldNotBeNull();
        msg.Subject.ShouldBe("a.b");
        msg.Data.ShouldBe("hello");
        msg.ReplyTo.ShouldBe("c");
        msg.Headers.ShouldBeNull();
        msg.Connection.ShouldBe(nats);
        msg.Size.ShouldBe("a.b".Length + "c".Length + "hello".Length);
    }

    [Fact]
    public async Task An_enumeration_ends_with_its_token_and_without_an_exception()
    {
        await using NatsConnection nats = Connect();
        await nats.ConnectAsync();
        using var end = new CancellationTokenSource();
        int seen = 0;
        Task reader = Task.Run(async () =>
        {
            await foreach (NatsMsg<byte[]> msg in nats.SubscribeAsync<byte[]>("enumerated", cancellationToken: end.Token))
                Interlocked.Increment(ref seen);
        });
        await Until.Holds(() =>
        {
            nats.PublishAsync("enumerated", new byte[] { 1 }).AsTask().IsCompleted.ShouldBeTrue();
            return Volatile.Read(ref seen) > 2;
        });
        await end.CancelAsync();
        await reader.WaitAsync(Until.Deadline);
    }

    [Fact]
    public async Task Header_fields_arrive_with_all_their_values()
    {
        await using NatsConnection nats = Connect();
        await using INatsSub<byte[]> sub = await nats.SubscribeCoreAsync<byte[]>("h");
        var headers = new NatsHeaders { ["One"] = "1", ["Many"] = new StringValues(["x", "y z"]) };
        await nats.PublishAsync("h", new byte[] { 7 }, headers);
        NatsMsg<byte[]> msg = (await sub.NextAsync()).ShouldNotBeNull();
        msg.Data.ShouldBe([7]);
        NatsHeaders got = msg.Headers.ShouldNotBeNull();
        got["one"].ToString().ShouldBe("1");
        got["Many"].ToArray().ShouldBe(["x", "y z"]);
        got.Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_message_may_be_a_header_alone()
    {
        await using NatsConnection nats = Connect();
        await using INatsSub<byte[]> sub = await nats.SubscribeCoreAsync<byte[]>("only");
        await nats.PublishAsync("only", headers: new NatsHeaders { ["KV-Operation"] = "DEL" });
        NatsMsg<byte[]> msg = (await sub.NextAsync()).ShouldNotBeNull();
        msg.IsEmpty.ShouldBeTrue();
        msg.HasNoResponders.ShouldBeFalse();
        msg.Headers.ShouldNotBeNull()["KV-Operation"].ToString().ShouldBe("DEL");
    }

    [Fact]
    public async Task Every_way_to_hold_bytes_is_written_and_read()
    {
        await using NatsConnection nats = Connect();
        byte[] bytes = Encoding.UTF8.GetBytes("bytes");
        await using INatsSub<ReadOnlyMemory<byte>> memory = await nats.SubscribeCoreAsync<ReadOnlyMemory<byte>>("bytes");
        await using INatsSub<NatsMemoryOwner<byte>> owner = await nats.SubscribeCoreAsync<NatsMemoryOwner<byte>>("bytes");
        await using INatsSub<ReadOnlySequence<byte>> sequence = await nats.SubscribeCoreAsync<ReadOnlySequence<byte>>("bytes");
        NatsMemoryOwner<byte> rented = NatsMemoryOwner<byte>.Allocate(bytes.Length);
        bytes.CopyTo(rented.Span);
        await nats.PublishAsync("bytes", bytes);
        await nats.PublishAsync("bytes", new ReadOnlyMemory<byte>(bytes));
        await nats.PublishAsync("bytes", new ReadOnlySequence<byte>(bytes));
        await nats.PublishAsync("bytes", rented);
        await nats.PublishAsync("bytes", "bytes");
        for (int i = 0; i < 5; i++)
        {
            (await memory.NextAsync()).ShouldNotBeNull().Data.ToArray().ShouldBe(bytes);
            (await sequence.NextAsync()).ShouldNotBeNull().Data.ToArray().ShouldBe(bytes);
            using NatsMemoryOwner<byte> data = (await owner.NextAsync()).ShouldNotBeNull().Data;
            data.Span.ToArray().ShouldBe(bytes);
        }
    }

    [Fact]
    public async Task A_payload_beyond_the_servers_limit_is_refused_here()
    {
        await using NatsConnection nats = Connect();
        await nats.ConnectAsync();
        nats.ServerInfo.ShouldNotBeNull().MaxPayload.ShouldBe(1000);
        await nats.PublishAsync("p", new byte[1000]);
        await Should.ThrowAsync<NatsPayloadTooLargeException>(async () => await nats.PublishAsync("p", new byte[1001]));
        await Should.ThrowAsync<NatsPayloadTooLargeException>(async () => await nats.PublishAsync("p", new byte[990], new NatsHeaders { ["a"] = "b" }));
        await nats.PingAsync();
        nats.ConnectionState.ShouldBe(NatsConnectionState.Open);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\r\nPUB evil 0")]
    [InlineData("a\tb")]
    [InlineData("a\n")]
    public async Task A_subject_that_would_break_the_protocol_is_refused(string subject)
    {
        await using NatsConnection nats = Connect();
        await Should.ThrowAsync<NatsException>(async () => await nats.PublishAsync(subject, "x"));
        await Should.ThrowAsync<NatsException>(async () => await nats.PublishAsync("ok", "x", replyTo: subject));
        await Should.ThrowAsync<NatsException>(async () => await nats.SubscribeCoreAsync<string>(subject));
        await Should.ThrowAsync<NatsException>(async () => await nats.SubscribeCoreAsync<string>("ok", queueGroup: subject));
        await Should.ThrowAsync<NatsException>(async () => await nats.RequestAsync<string, string>(subject, "x"));
    }

    [Theory]
    [InlineData("a:b", "v")]
    [InlineData("a b", "v")]
    [InlineData("", "v")]
    [InlineData("a\r\nb", "v")]
    [InlineData("a", "v\r\nInjected: 1")]
    [InlineData("a", "v\n")]
    public async Task A_header_field_that_would_break_the_format_is_refused(string name, string value)
    {
        await using NatsConnection nats = Connect();
        await Should.ThrowAsync<NatsException>(async () => await nats.PublishAsync("ok", "x", new NatsHeaders { [name] = value }));
        // The thread's buffer holds nothing of what was refused.
        await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("after");
        await nats.PublishAsync("after", "whole");
        (await sub.NextAsync()).ShouldNotBeNull().Data.ShouldBe("whole");
    }

    [Fact]
    public async Task Many_threads_publish_without_mixing_their_messages()
    {
        await using NatsConnection nats = new(new NatsOpts { Url = server.Process.Url, WriterBufferSize = 2000, SubPendingChannelCapacity = 100_000 });
        await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("many.*");
        const int threads = 8, each = 1000;
        await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Run(async () =>
        {
            for (int i = 0; i < each; i++)
                await nats.PublishAsync($"many.{thread}", $"{thread}/{i}/{new string('x', i % 300)}", new NatsHeaders { ["n"] = $"{i}" });
        })));
        var next = new int[threads];
        for (int n = 0; n < threads * each; n++)
        {
            NatsMsg<string> msg = (await sub.NextAsync()).ShouldNotBeNull();
            int thread = msg.Subject[^1] - '0', i = next[thread]++;
            msg.Data.ShouldBe($"{thread}/{i}/{new string('x', i % 300)}");
            msg.Headers.ShouldNotBeNull()["n"].ToString().ShouldBe($"{i}");
        }
    }

    [Fact]
    public async Task What_waits_is_sent_before_leaving()
    {
        await using NatsConnection reader = Connect();
        await using INatsSub<string> sub = await reader.SubscribeCoreAsync<string>("last.words");
        await reader.PingAsync();
        await using (NatsConnection writer = Connect())
        {
            for (int i = 0; i < 100; i++)
                await writer.PublishAsync("last.words", $"{i}");
        }
        for (int i = 0; i < 100; i++)
            (await sub.NextAsync()).ShouldNotBeNull().Data.ShouldBe($"{i}");
    }

    [Fact]
    public async Task A_disposed_connection_says_so()
    {
        NatsConnection nats = Connect();
        INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("x");
        await nats.DisposeAsync();
        await nats.DisposeAsync();
        (await sub.NextAsync()).ShouldBeNull();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await nats.PublishAsync("x", "y"));
        nats.ConnectionState.ShouldBe(NatsConnectionState.Closed);
    }
}
