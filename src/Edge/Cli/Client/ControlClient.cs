using System.Net.Http.Headers;

namespace Edge.Cli.Client;

/// <summary>Sends requests to the control API, one at a time.</summary>
/// <param name="settings">Where to, and as whom.</param>
internal sealed class ControlClient(ClientSettings settings) : IDisposable
{
    /// <summary>An edge answers a write once it serves it, which takes a second in a slow fleet.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A page has at most 200 resources of some kilobytes; what is larger comes from something else.</summary>
    private const long MaxAnswer = 64 << 20;

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        // A key goes to the address that was named and to no other.
        AllowAutoRedirect = false,
        UseProxy = !settings.Server.IsLoopback,
        UseCookies = false,
    });

    /// <summary>Sends <paramref name="request"/> and waits for its answer. Does not throw when the server or the network fails.</summary>
    internal async Task<ControlAnswer> SendAsync(ControlRequest request, CancellationToken cancel)
    {
        using HttpRequestMessage message = Message(request);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(message, patience.Token).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(MaxAnswer, patience.Token).ConfigureAwait(false);
            byte[] body = await response.Content.ReadAsByteArrayAsync(patience.Token).ConfigureAwait(false);
            return ControlAnswer.Of((int)response.StatusCode, body, settings);
        }
        catch (OperationCanceledException)
        {
            return Uncertain(cancel.IsCancellationRequested ? "this was interrupted" : $"no answer came within {Patience.TotalSeconds} s");
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return ControlAnswer.None(
                $"{settings.Address} can't be reached: {Reason(e)}. Is an edge running there? Its control API listens on 127.0.0.1:8081 unless listen.control says otherwise; --server names another address.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Uncertain($"no whole answer came: {Reason(e)}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private ControlAnswer Uncertain(string what) => ControlAnswer.None($"{settings.Address}: {what}. A change may have been made or not; look with 'get' or 'list'.");

    /// <summary>The outer exceptions only say that there is an inner one.</summary>
    private static string Reason(Exception e) => e.GetBaseException().Message.TrimEnd('.');

    private HttpRequestMessage Message(ControlRequest request)
    {
        var message = new HttpRequestMessage(request.Method, request.At(settings));
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (settings.ApiKey is { } key)
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (request.Body is { } body)
            message.Content = new ByteArrayContent(JsonText.Compact(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return message;
    }
}
