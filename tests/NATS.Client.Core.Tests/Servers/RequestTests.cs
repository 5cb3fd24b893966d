using Shared.Nats;

namespace NATS.Client.Core.Tests.Servers;

public sealed class RequestTests(RequestTests.Server server) : IClassFixture<RequestTests.Server>
{
    public sealed class Server : IAsyncLifetime
    {
        internal NatsServerProcess Process { get; private set; } = null!;

        public async Task InitializeAsync() => Process = await NatsServerProcess.StartAsync();

        public async Task DisposeAsync() => await Process.DisposeAsync();
    }

    private NatsConnection Connect() => new(new NatsOpts { Url = server.Process.Url });

    [Fact]
    public async Task Each_request_gets_its_own_answer()
    {
        await using NatsConnection nats = Connect();
        await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("echo");
        Task answers = Task.Run(async () =>
        {
            while (await sub.NextAsync() is { } msg)
                await msg.ReplyAsync(msg.Data + "!", new NatsHeaders { ["h"] = msg.Data });
        });
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            NatsMsg<string> answer = await nats.RequestAsync<string, string>("echo", $"{i}");
            answer.Data.ShouldBe($"{i}!");
            answer.Headers.ShouldNotBeNull()["h"].ToString().ShouldBe($"{i}");
        }));
        await sub.UnsubscribeAsync();
        await answers.WaitAsync(Until.Deadline);
    }

    [Fact]
    public async Task A_request_that_nobody_hears_fails_at_once()
    {
        await using NatsConnection nats = Connect();
        await Should.ThrowAsync<NatsNoRespondersException>(async () => await nats.RequestAsync<string, string>("nobody", "x"));
        NatsMsg<string> answer = await nats.RequestAsync<string, string>("nobody", "x", replyOpts: new NatsSubOpts { ThrowIfNoResponders = false });
        answer.HasNoResponders.ShouldBeTrue();
        answer.Headers.ShouldNotBeNull().Code.ShouldBe(503);
        Should.Throw<NatsNoRespondersException>(answer.EnsureSuccess);
    }

    [Fact]
    public async Task A_request_without_an_answer_ends_in_time()
    {
        await using NatsConnection nats = Connect();
        await using INatsSub<string> silent = await nats.SubscribeCoreAsync<string>("silent");
        await Should.ThrowAsync<NatsNoReplyException>(async () =>
            await nats.RequestAsync<string, string>("silent", "x", replyOpts: new NatsSubOpts { Timeout = TimeSpan.FromMilliseconds(50) }));
        using var cancel = new CancellationTokenSource();
        Task waiting = nats.RequestAsync<string, string>("silent", "x", cancellationToken: cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }

    [Fact]
    public async Task A_request_may_have_no_payload()
    {
        await using NatsConnection nats = Connect();
        await using INatsSub<byte[]> sub = await nats.SubscribeCoreAsync<byte[]>("empty");
        Task<NatsMsg<string>> request = nats.RequestAsync<string>("empty").AsTask();
        NatsMsg<byte[]> msg = (await sub.NextAsync()).ShouldNotBeNull();
        msg.IsEmpty.ShouldBeTrue();
        await msg.ReplyAsync();
        NatsMsg<string> answer = await request;
        answer.IsEmpty.ShouldBeTrue();
        answer.HasNoResponders.ShouldBeFalse();
    }

    [Fact]
    public async Task Answers_to_requests_do_not_come_to_inboxes_and_the_other_way_round()
    {
        await using NatsConnection nats = Connect();
        string inbox = nats.NewInbox();
        nats.NewInbox().ShouldNotBe(inbox);
        await using INatsSub<string> own = await nats.SubscribeCoreAsync<string>(inbox);
        await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("both");
        Task<NatsMsg<string>> request = nats.RequestAsync<string, string>("both", "q").AsTask();
        NatsMsg<string> msg = (await sub.NextAsync()).ShouldNotBeNull();
        await nats.PublishAsync(inbox, "mine");
        await msg.ReplyAsync("answer");
        (await request).Data.ShouldBe("answer");
        (await own.NextAsync()).ShouldNotBeNull().Data.ShouldBe("mine");
        await nats.PingAsync();
        own.Msgs.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_queue_group_shares_its_messages()
    {
        await using NatsConnection nats = Connect();
        await using INatsSub<string> a = await nats.SubscribeCoreAsync<string>("work", "group");
        await using INatsSub<string> b = await nats.SubscribeCoreAsync<string>("work", "group");
        for (int i = 0; i < 200; i++)
            await nats.PublishAsync("work", "x");
        await nats.PingAsync();
        (a.Msgs.Count + b.Msgs.Count).ShouldBe(200);
        a.Msgs.Count.ShouldBeGreaterThan(0);
        b.Msgs.Count.ShouldBeGreaterThan(0);
    }
}
