using System.Text;

namespace Edge.Cli;

/// <summary>
/// Callers that nobody has to be: each asks, reads the answer, thinks, and asks again, so that a demo has something to show. Now and then one
/// leaves in the middle of a stream, or asks for a model that is not there.
/// </summary>
internal sealed class DemoCallers : IAsyncDisposable
{
    private static readonly string[] Models = ["chat", "chat", "chat", "gpt-4o-mini", "small", "large"];
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _client;
    private readonly Task _all;

    /// <summary>Starts <paramref name="count"/> callers of <paramref name="baseUrl"/>.</summary>
    internal DemoCallers(string baseUrl, int count)
    {
        _client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null, UseCookies = false }) { BaseAddress = new Uri($"{baseUrl}/") };
        _all = Task.WhenAll(Enumerable.Range(0, count).Select(index => CallAsync(new Random(index), _stop.Token)));
    }

    /// <summary>Ends them.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _all.ConfigureAwait(false);
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task CallAsync(Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(random.Next(100, 1500), stop).ConfigureAwait(false);
                await AskAsync(random, stop).ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // What a demo's caller misses is shown where it belongs: in the console.
            }
        }
    }

    private async Task AskAsync(Random random, CancellationToken stop)
    {
        string model = random.Next(60) == 0 ? "gone" : Models[random.Next(Models.Length)];
        bool streams = random.Next(3) > 0;
        string words = string.Concat(Enumerable.Repeat("word ", random.Next(2, 200)));
        string body = $$$"""{"model":"{{{model}}}","stream":{{{(streams ? "true" : "false")}}},"max_tokens":{{{random.Next(8, 64)}}},"messages":[{"role":"user","content":"{{{words}}}"}]}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, "chat/completions") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using HttpResponseMessage answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop).ConfigureAwait(false);
        bool leaves = streams && random.Next(40) == 0;
        if (!leaves)
            await answer.Content.CopyToAsync(Stream.Null, stop).ConfigureAwait(false);
    }
}
