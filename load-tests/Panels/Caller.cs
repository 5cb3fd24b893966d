using System.Net.Http.Headers;
using System.Text;

namespace Edge.LoadTests.Panels;

/// <summary>Makes one kind of call again and again, one at a time.</summary>
/// <param name="port">The edge.</param>
/// <param name="path">What follows <c>/v1/</c>.</param>
/// <param name="body">The request.</param>
/// <param name="pause">Between two calls.</param>
internal sealed class Caller(int port, string path, string body, TimeSpan pause) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>What it presents; null for nothing.</summary>
    internal string? Key { get; init; }

    /// <summary>How long it waits before it goes away; null for as long as it takes.</summary>
    internal TimeSpan? LeavesAfter { get; init; }

    /// <summary>How many answers were good, and whole.</summary>
    internal long Answered { get; private set; }

    /// <summary>Calls until <paramref name="end"/>; what fails is what this run is for.</summary>
    internal async Task RunAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                await CallAsync(end);
                await Task.Delay(pause, end);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // It left, or was left; and goes on, as callers do.
                await Task.Delay(pause, CancellationToken.None);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task CallAsync(CancellationToken end)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(end);
        if (LeavesAfter is { } time)
            patience.CancelAfter(time);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://127.0.0.1:{port}/v1/{path}"))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        if (Key is { } key)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using HttpResponseMessage answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        await answer.Content.CopyToAsync(Stream.Null, patience.Token);
        if (answer.IsSuccessStatusCode)
            Answered++;
    }
}
