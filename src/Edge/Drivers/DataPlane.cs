using System.Net;
using System.Text;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Access;
using Edge.Faults;
using Edge.Forwarding;
using Edge.Telemetry;
using Edge.Telemetry.Records;
using Edge.Telemetry.Usage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Drivers;

/// <summary>What callers reach: takes a request from its head to the pump or to an answer of our own. Safe from any thread.</summary>
/// <param name="snapshots">What is routed by.</param>
/// <param name="pumps">Move requests.</param>
/// <param name="forwarded">Whose claims about callers are believed.</param>
/// <param name="cors">Which web pages may call.</param>
/// <param name="counters">Count answers of our own.</param>
/// <param name="records">Take what is known of them.</param>
/// <param name="usage">What accounts used.</param>
internal sealed class DataPlane(
    SnapshotSource snapshots, PumpPool pumps, ForwardedFields forwarded, Cors cors, RequestCounters counters, RecordServices records, UsageBook usage)
{
    /// <summary>Serves one request, known by its <paramref name="id"/>; the task ends when its answer is out.</summary>
    internal Task ServeAsync(IFeatureCollection features, string id)
    {
        IHttpRequestFeature request = features.GetRequiredFeature<IHttpRequestFeature>();
        if (cors.IsOn && cors.TryAnswer(features))
            return Task.CompletedTask;
        Call call = Call.Of(request.Method, KestrelRequest.PathOf(request, out ReadOnlySpan<char> query));
        return call.Kind switch
        {
            CallKind.Inference => Forward(features, request, call, query, id),
            CallKind.ModelList or CallKind.ModelOne or CallKind.Usage => Tell(features, request, call, id),
            CallKind.FollowUp => Refuse(features, call, id, new Fault(FaultKind.FollowUpUnknown)),
            _ => Refuse(features, call, id, new Fault(FaultKind.UnknownPath)),
        };
    }

    private Task Forward(IFeatureCollection features, IHttpRequestFeature request, scoped Call call, ReadOnlySpan<char> query, string id)
    {
        // Upgrades come as GET, and deserve the truer answer.
        Fault fault = KestrelRequest.Judge(request.Headers);
        if (request.Method != "POST" && fault.Kind != FaultKind.UpgradeUnsupported)
            return NotAllowed(features, call, id, "POST");
        RoutingSnapshot snapshot = snapshots.Current;
        CallerIdentity caller = Caller.Identify(snapshot, KestrelRequest.KeyOf(request.Headers), out Fault unknown);
        if (!caller.IsKnown)
            return Refuse(features, call, id, unknown);
        KestrelPump pump = Pump(features, call, id);
        Fault unfit = KestrelRequest.Write(pump.Head, request.Headers, snapshot, call, query);
        if (!fault.Any)
            fault = unfit;
        if (fault.Kind == FaultKind.BadRequest)
            features.GetRequiredFeature<IHttpResponseFeature>().Headers.Connection = "close";
        if (fault.Any)
            return pump.RunAsync(features, fault, caller);
        forwarded.Write(pump.Head.Forwarded, request, Remote(features));
        return pump.RunAsync(features, snapshot, caller);
    }

    /// <summary>What Edge answers by itself.</summary>
    private Task Tell(IFeatureCollection features, IHttpRequestFeature request, scoped Call call, string id)
    {
        if (request.Method is not "GET" and not "HEAD")
            return NotAllowed(features, call, id, "GET, HEAD");
        var recorder = new RequestRecorder(records);
        RoutingSnapshot snapshot = snapshots.Current;
        CallerIdentity caller = Caller.Identify(snapshot, KestrelRequest.KeyOf(request.Headers), out Fault unknown);
        if (!caller.IsKnown)
            return Refuse(features, call, id, unknown);
        recorder.Begin(CallOperations.Of(call.Path), caller.Account.Id, caller.Key, records.Tracing is { } tracing ? TraceFields.Begin(tracing, request.Headers) : default);
        ReadOnlyMemory<byte>? body = call.Kind switch
        {
            CallKind.ModelList => ModelsAnswer.All(snapshot, caller.Account),
            CallKind.ModelOne => ModelsAnswer.One(snapshot, caller.Account, call.Path["models/".Length..]),
            _ => UsageAnswer.Of(usage, caller.Account.Id, caller.Key ?? "", MayRead(snapshot, KestrelRequest.KeyOf(request.Headers))),
        };
        if (body is not { } found)
            return Refuse(features, call, id, new Fault(FaultKind.ModelNotFound), caller);
        counters.Answered(StatusCodes.Status200OK);
        recorder.End(FaultKind.None, StatusCodes.Status200OK, Encoding.Latin1.GetBytes(id), 0, found.Length, UsageFigures.None);
        return Answers.WriteAsync(features, StatusCodes.Status200OK, "application/json", found);
    }

    /// <summary>Whether a key that is known may look at what others of its account do.</summary>
    private static bool MayRead(RoutingSnapshot snapshot, ReadOnlySpan<char> key) =>
        !key.IsEmpty && snapshot.FindKey(Encoding.Latin1.GetBytes(key.ToArray())) is { } found && (found.Scopes & (KeyScopes.Read | KeyScopes.Write)) != 0;

    private Task NotAllowed(IFeatureCollection features, scoped Call call, string id, string allow)
    {
        features.GetRequiredFeature<IHttpResponseFeature>().Headers.Allow = allow;
        return Refuse(features, call, id, new Fault(FaultKind.MethodNotAllowed));
    }

    /// <summary>Through a pump as well, because a refused request may still be sending its body.</summary>
    private Task Refuse(IFeatureCollection features, scoped Call call, string id, Fault fault, CallerIdentity caller = default) =>
        Pump(features, call, id).RunAsync(features, fault, caller);

    private KestrelPump Pump(IFeatureCollection features, scoped Call call, string id)
    {
        KestrelPump pump = pumps.Rent();
        pump.Head.RequestId.Clear();
        pump.Head.RequestId.AppendLatin1(id);
        (pump.Head.Dialect, pump.Head.Operation) = (call.Dialect, CallOperations.Of(call.Path));
        pump.Head.ContentLength = KestrelRequest.LengthOf(features);
        if (records.Tracing is { } tracing)
            TraceFields.Begin(pump.Head, tracing, features.GetRequiredFeature<IHttpRequestFeature>().Headers);
        return pump;
    }

    /// <summary>The caller's address; one of IPv4 as such, also on a listener for both versions.</summary>
    private static IPAddress? Remote(IFeatureCollection features)
    {
        IPAddress? address = features.Get<IHttpConnectionFeature>()?.RemoteIpAddress;
        return address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
    }
}
