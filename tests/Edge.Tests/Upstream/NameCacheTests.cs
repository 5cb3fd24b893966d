using System.Net;
using System.Net.Sockets;
using Edge.Upstream;

namespace Edge.Tests.Upstream;

public class NameCacheTests
{
    private static readonly IPAddress A = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress B = IPAddress.Parse("192.0.2.2");
    private static readonly IPAddress C = IPAddress.Parse("192.0.2.3");

    private readonly ManualTime _time = new();
    private readonly List<string> _asked = [];

    [Fact]
    public async Task Each_call_starts_at_the_next_address()
    {
        NameCache names = Names(_ => Task.FromResult<IPAddress[]>([A, B, C]));

        (await names.ResolveAsync("replica", default)).ShouldBe([A, B, C]);
        (await names.ResolveAsync("replica", default)).ShouldBe([B, C, A]);
        (await names.ResolveAsync("replica", default)).ShouldBe([C, A, B]);
        (await names.ResolveAsync("replica", default)).ShouldBe([A, B, C]);
        _asked.ShouldBe(["replica"]);
    }

    [Fact]
    public async Task An_answer_is_used_for_thirty_seconds_and_no_longer()
    {
        NameCache names = Names(_ => Task.FromResult<IPAddress[]>(_asked.Count == 1 ? [A] : [B]));
        await names.ResolveAsync("replica", default);

        _time.Advance(TimeSpan.FromSeconds(29.99));
        (await names.ResolveAsync("REPLICA", default)).ShouldBe([A]);
        _time.Advance(TimeSpan.FromSeconds(0.01));

        (await names.ResolveAsync("replica", default)).ShouldBe([B]);
    }

    [Fact]
    public async Task Names_do_not_share_answers()
    {
        NameCache names = Names(name => Task.FromResult<IPAddress[]>(name == "a" ? [A] : [B]));

        (await names.ResolveAsync("a", default)).ShouldBe([A]);
        (await names.ResolveAsync("b", default)).ShouldBe([B]);
    }

    [Fact]
    public async Task A_name_without_address_gives_none_and_is_asked_again()
    {
        NameCache names = Names(_ => _asked.Count switch
        {
            1 => throw new SocketException((int)SocketError.HostNotFound),
            2 => throw new ArgumentOutOfRangeException("name", "longer than a name can be"),
            3 => Task.FromResult<IPAddress[]>([]),
            _ => Task.FromResult<IPAddress[]>([A]),
        });

        for (int i = 0; i < 3; i++)
            (await names.ResolveAsync("replica", default)).ShouldBeEmpty();
        (await names.ResolveAsync("replica", default)).ShouldBe([A]);
    }

    [Fact]
    public async Task Everyone_who_asks_meanwhile_shares_one_question_and_one_who_gives_up_does_not_end_it()
    {
        var answer = new TaskCompletionSource<IPAddress[]>();
        NameCache names = Names(_ => answer.Task);
        using var impatient = new CancellationTokenSource();
        Task<IPAddress[]> first = names.ResolveAsync("replica", impatient.Token).AsTask();
        Task<IPAddress[]> second = names.ResolveAsync("replica", default).AsTask();

        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Until.Done(first));
        answer.SetResult([A]);

        (await Until.Done(second)).ShouldBe([A]);
        _asked.ShouldBe(["replica"]);
    }

    [Fact]
    public async Task Names_no_longer_asked_for_do_not_pile_up()
    {
        NameCache names = Names(_ => Task.FromResult<IPAddress[]>([A]));
        for (int i = 0; i < 1_024; i++)
            await names.ResolveAsync($"replica{i}", default);
        names.Count.ShouldBe(1_024);

        _time.Advance(TimeSpan.FromMinutes(1));
        await names.ResolveAsync("another", default);

        names.Count.ShouldBe(1);
    }

    private NameCache Names(Func<string, Task<IPAddress[]>> resolve) => new(
        name =>
        {
            _asked.Add(name);
            return resolve(name);
        },
        _time);
}
