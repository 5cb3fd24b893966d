using System.Text.Json;
using System.Text.Json.Nodes;
using ConfigSync.Resources;
using ConfigSync.Sync;

namespace Edge.Control.Api;

/// <summary>Routers by the control API (specs/fireworks.md, Routers). Safe from any thread.</summary>
/// <param name="desk">What is there.</param>
/// <param name="explain">Says which way requests would go.</param>
internal sealed class RouterCalls(ResourceDesk desk, ExplainCalls explain)
{
    private readonly RouterRules _rules = new(desk);

    /// <summary>The operations by method and place.</summary>
    internal ControlOperations Operations => new ControlOperations()
        .Read("GET", isOne: false, "", ListAsync)
        .Write("POST", isOne: false, "", CreateAsync)
        .Read("GET", isOne: true, "", GetAsync)
        .Write("PATCH", isOne: true, "", UpdateAsync)
        .Write("DELETE", isOne: true, "", DeleteAsync)
        .Read("POST", isOne: true, "explain", (call, account, id) => Task.FromResult(explain.OfRouter(call, account, id)));

    private Task<ControlAnswer> ListAsync(ControlCall call, string account, string id)
    {
        IEnumerable<JsonElement> written =
            from status in desk.List(ResourceKind.Router, account) where status.Resource is Router select RouterPrinter.Print(status, (Router)status.Resource!);
        IEnumerable<JsonElement> generated =
            from status in desk.List(ResourceKind.Deployment, account)
            where status.Resource is Deployment deployment && desk.Find(RouterRules.GeneratedKey(deployment.Config))?.Resource is null
            select RouterPrinter.PrintGenerated(status, (Deployment)status.Resource!, desk.Snapshot);
        return Task.FromResult(ListCall.Answer(call, "routers", "name", RouterPrinter.Fields, written.Concat(generated)));
    }

    private Task<ControlAnswer> GetAsync(ControlCall call, string account, string id) => Task.FromResult(Get(call, account, id));

    private ControlAnswer Get(ControlCall call, string account, string id)
    {
        var key = new ResourceKey(ResourceKind.Router, account, id);
        if (desk.Find(key) is { Resource: Router router } status)
            return ListCall.One(call, RouterPrinter.Fields, RouterPrinter.Print(status, router), ResourceDesk.TagOf(status));
        return _rules.FindGenerated(account, id) is { Resource: Deployment deployment } of
            ? ListCall.One(call, RouterPrinter.Fields, RouterPrinter.PrintGenerated(of, deployment, desk.Snapshot), null)
            : NotFound(key);
    }

    private async Task<ControlAnswer> CreateAsync(ControlCall call, string account, string unused)
    {
        string id = call.Query("routerId");
        if (id.Length == 0)
            id = RandomId.Make();
        if (!ResourceId.IsValid(id))
            return ControlAnswer.Fail(GatewayCode.InvalidArgument, $"routerId: '{id}' is not an id. {ResourceId.Fix}");
        var key = new ResourceKey(ResourceKind.Router, account, id);
        if (desk.Find(key) is not null || _rules.FindGenerated(account, id) is not null)
            return ControlAnswer.Fail(GatewayCode.AlreadyExists, $"{key} exists already.");
        (Router? router, ControlAnswer? error) = Read(call.Body, key, []);
        if (router is null)
            return error!;
        router = router with { CreateTime = desk.Now, UpdateTime = desk.Now, CreatedBy = call.Caller.Name };
        return await desk.PutAsync(router, 0, call.Cancel).ConfigureAwait(false) ?? Get(call, account, id);
    }

    private async Task<ControlAnswer> UpdateAsync(ControlCall call, string account, string id)
    {
        (ResourceStatus? status, ControlAnswer? error) = Change(call, account, id);
        if (status is not { Resource: Router old })
            return error ?? ResourceDesk.Unreadable(status!);
        (Router? router, error) = Read(call.Body, status.Key, JsonNode.Parse(ResourceDocument.Write(old))!.AsObject());
        if (router is null)
            return error!;
        if (!ResourceDocument.Write(router).AsSpan().SequenceEqual(ResourceDocument.Write(old)))
            error = await desk.PutAsync(router with { UpdateTime = desk.Now }, status.Revision, call.Cancel).ConfigureAwait(false);
        return error ?? Get(call, account, id);
    }

    private async Task<ControlAnswer> DeleteAsync(ControlCall call, string account, string id)
    {
        (ResourceStatus? status, ControlAnswer? error) = Change(call, account, id);
        return error ?? await desk.DeleteAsync(status!.Key, status.Revision, call.Cancel).ConfigureAwait(false) ?? ControlAnswer.Empty;
    }

    /// <summary>The router that a call may change, or why it may not.</summary>
    private (ResourceStatus? Status, ControlAnswer? Error) Change(ControlCall call, string account, string id)
    {
        var key = new ResourceKey(ResourceKind.Router, account, id);
        if (desk.Find(key) is not { } status)
        {
            return (null, _rules.FindGenerated(account, id) is null
                ? NotFound(key)
                : ControlAnswer.Fail(GatewayCode.FailedPrecondition, $"{key} was generated with its deployment, and goes with it. Create a router to change."));
        }
        if (status.IsLocal)
            return (null, ControlAnswer.Fail(GatewayCode.FailedPrecondition, $"{key} stands in edge.json. Change it there."));
        return ResourceDesk.Match(call, status) is { } overtaken ? (null, overtaken) : (status, null);
    }

    private (Router? Router, ControlAnswer? Error) Read(JsonElement body, ResourceKey key, JsonObject document)
    {
        if (RouterDocument.Apply(body, document) is { } problem)
            return (null, ControlAnswer.Fail(GatewayCode.InvalidArgument, problem));
        (StoredResource? resource, ControlAnswer? error) = desk.Read(key, document);
        if (resource is not Router router)
            return (null, error);
        return _rules.Check(router) is { } broken ? (null, ControlAnswer.Fail(GatewayCode.InvalidArgument, broken)) : (router, null);
    }

    private static ControlAnswer NotFound(ResourceKey key) => ControlAnswer.Fail(GatewayCode.NotFound, $"{key} does not exist.");
}
