using System.Buffers;
using Edge.Control.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Control.Console;

/// <summary>
/// <c>/console/events</c>: what the console shows, as server-sent events, one update a second until the client goes, its key is revoked, or Edge
/// stops. Safe from any thread.
/// </summary>
/// <param name="access">Who may look.</param>
/// <param name="live">What is looked at.</param>
/// <param name="time">The clock.</param>
internal sealed class EventStream(ControlAccess access, ILiveView live, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Sampler _sampler = new(live, time);
    private readonly UpdateWriter _updates = new(live, time);
    private readonly CancellationTokenSource _closed = new();
    private readonly Audience _audience = new();

    /// <summary>Serves one request.</summary>
    internal async Task ServeAsync(IFeatureCollection features)
    {
        if (Refuse(features, out ConsoleQuery query, out ConsoleScope scope) is { } refusal)
        {
            await refusal.SendAsync(features).ConfigureAwait(false);
            return;
        }
        if (_audience.Enter(scope.Account) is { } full)
        {
            await ControlAnswer.Fail(GatewayCode.ResourceExhausted, full).SendAsync(features).ConfigureAwait(false);
            return;
        }
        try
        {
            await SendAsync(features, query).ConfigureAwait(false);
        }
        finally
        {
            _audience.Leave(scope.Account);
        }
    }

    /// <summary>Ends all streams: Edge stops.</summary>
    internal void Close() => _closed.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _sampler.Dispose();
        _closed.Dispose();
    }

    private ControlAnswer? Refuse(IFeatureCollection features, out ConsoleQuery query, out ConsoleScope scope)
    {
        query = new ConsoleQuery();
        IHttpRequestFeature request = features.GetRequiredFeature<IHttpRequestFeature>();
        if (!MayLook(features, out scope, out ControlAnswer? closed))
            return closed;
        if (request.Method != HttpMethods.Get)
            return ControlAnswer.Fail(GatewayCode.Unimplemented, $"{request.Method} is not a method of {LiveConsole.EventsPath}.");
        if (ConsoleQuery.Read(request.QueryString, out string error) is not { } read)
            return ControlAnswer.Fail(GatewayCode.InvalidArgument, error);
        query = read;
        return null;
    }

    private bool MayLook(IFeatureCollection features, out ConsoleScope scope, out ControlAnswer? closed)
    {
        closed = access.Identify(features, isPublic: false, out ControlCaller caller);
        if (closed is null && !caller.MayRead)
            closed = ControlAnswer.Fail(GatewayCode.PermissionDenied, $"The key '{caller.Name}' has not the scope 'read'.");
        scope = new ConsoleScope(caller.Account);
        return closed is null;
    }

    private async Task SendAsync(IFeatureCollection features, ConsoleQuery query)
    {
        IHeaderDictionary fields = features.GetRequiredFeature<IHttpResponseFeature>().Headers;
        fields.ContentType = "text/event-stream; charset=utf-8";
        fields.CacheControl = "no-store";
        fields.XContentTypeOptions = "nosniff";
        // What stands between must pass each update on as it comes.
        fields["X-Accel-Buffering"] = "no";
        CancellationToken left = features.Get<IHttpRequestLifetimeFeature>()?.RequestAborted ?? default;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(left, _closed.Token);
        using var beat = new PeriodicTimer(Beat, time);
        var output = features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer;
        var update = new ArrayBufferWriter<byte>(32 * 1024);
        try
        {
            // The key is looked at each time, so that one that is revoked shows nothing more.
            while (MayLook(features, out ConsoleScope scope, out _))
            {
                update.ResetWrittenCount();
                update.Write("data: "u8);
                _updates.Write(update, scope, query, _sampler.Take());
                update.Write("\n\n"u8);
                if ((await output.WriteAsync(update.WrittenMemory, over.Token).ConfigureAwait(false)).IsCompleted)
                    return;
                await beat.WaitForNextTickAsync(over.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The client left, or Edge stops.
        }
    }
}
