using System.Globalization;
using System.Net.Http.Headers;

namespace Edge.LoadTests.Scenarios.Asking;

/// <summary>The gateway that is asked. Any thread.</summary>
internal sealed class Gateway(Options options) : IDisposable
{
    // Connections are what callers of a real application would have: kept, and as many as are busy at once.
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromMinutes(2),
    };

    /// <summary>Asks, and returns as soon as the head of the answer is there. Throws an <see cref="HttpRequestException"/> when there is none.</summary>
    internal async Task<HttpResponseMessage> AskAsync(Question question, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{options.Target}/chat/completions") { Content = question.Body() };
        if ((question.Key ?? options.Key) is { } key)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (question.AnswerBytes > 0)
            request.Headers.Add("x-mock-size", question.AnswerBytes.ToString(CultureInfo.InvariantCulture));
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    public void Dispose() => _client.Dispose();
}
