using System.Text.Json;
using System.Text.Json.Nodes;
using ConfigSync.Resources;
using ConfigSync.Sync;

namespace Edge.Control.Api;

/// <summary>Deployments by the control API (specs/fireworks.md, Deployments). Safe from any thread.</summary>
/// <param name="desk">What is there.</param>
internal sealed class DeploymentCalls(ResourceDesk desk)
{
    private const int MaxReplicas = 10_000;

    private readonly RouterRules _rules = new(desk);

    /// <summary>The operations by method and place.</summary>
    internal ControlOperations Operations => new ControlOperations()
        .Read("GET", isOne: false, "", ListAsync)
        .Write("POST", isOne: false, "", CreateAsync)
        .Read("GET", isOne: true, "", (call, account, id) => Task.FromResult(Get(call, account, id)))
        .Write("PATCH", isOne: true, "", (call, account, id) => UpdateAsync(call, account, id, (document, _) => DeploymentDocument.Apply(call.Body, document)))
        .Write("DELETE", isOne: true, "", DeleteAsync)
        .Write("PATCH", isOne: true, "scale", ScaleAsync);

    private Task<ControlAnswer> ListAsync(ControlCall call, string account, string id) => Task.FromResult(ListCall.Answer(
        call, "deployments", "createTime", DeploymentPrinter.Fields,
        from status in desk.List(ResourceKind.Deployment, account)
        where status.Resource is Deployment
        select DeploymentPrinter.Print(status, (Deployment)status.Resource!)));

    private ControlAnswer Get(ControlCall call, string account, string id)
    {
        var key = new ResourceKey(ResourceKind.Deployment, account, id);
        return desk.Find(key) is { Resource: Deployment deployment } status
            ? ListCall.One(call, DeploymentPrinter.Fields, DeploymentPrinter.Print(status, deployment), ResourceDesk.TagOf(status))
            : NotFound(key);
    }

    private async Task<ControlAnswer> CreateAsync(ControlCall call, string account, string unused)
    {
        string id = call.Query("deploymentId");
        if (id.Length == 0)
            id = RandomId.Make();
        if (!ResourceId.IsValid(id))
            return ControlAnswer.Fail(GatewayCode.InvalidArgument, $"deploymentId: '{id}' is not an id. {ResourceId.Fix}");
        var key = new ResourceKey(ResourceKind.Deployment, account, id);
        if (desk.Find(key) is not null)
            return ControlAnswer.Fail(GatewayCode.AlreadyExists, $"{key} exists already.");
        (Deployment? deployment, ControlAnswer? error) = Read(key, [], document => DeploymentDocument.Apply(call.Body, document));
        if (deployment is null)
            return error!;
        deployment = deployment with { CreateTime = desk.Now, UpdateTime = desk.Now, CreatedBy = call.Caller.Name };
        if (call.Flag("validateOnly"))
            return ListCall.One(call, DeploymentPrinter.Fields, DeploymentPrinter.Print(NotYet(deployment), deployment), null);
        return await desk.PutAsync(deployment, 0, call.Cancel).ConfigureAwait(false) ?? Get(call, account, id);
    }

    private async Task<ControlAnswer> UpdateAsync(ControlCall call, string account, string id, Func<JsonObject, ResourceStatus, string?> change)
    {
        (ResourceStatus? status, ControlAnswer? error) = Change(call, account, id);
        if (status is not { Resource: Deployment old })
            return error ?? ResourceDesk.Unreadable(status!);
        (Deployment? deployment, error) = Read(status.Key, JsonNode.Parse(ResourceDocument.Write(old))!.AsObject(), document => change(document, status));
        if (deployment is null)
            return error!;
        if (call.Flag("validateOnly"))
            return ListCall.One(call, DeploymentPrinter.Fields, DeploymentPrinter.Print(NotYet(deployment), deployment), null);
        if (!ResourceDocument.Write(deployment).AsSpan().SequenceEqual(ResourceDocument.Write(old)))
            error = await desk.PutAsync(deployment with { UpdateTime = desk.Now }, status.Revision, call.Cancel).ConfigureAwait(false);
        return error ?? Get(call, account, id);
    }

    private async Task<ControlAnswer> ScaleAsync(ControlCall call, string account, string id)
    {
        bool isCount = call.Body.TryGetProperty("replicaCount", out JsonElement sent) && sent.ValueKind == JsonValueKind.Number;
        if (!isCount || !sent.TryGetInt32(out int count) || count is < 0 or > MaxReplicas)
            return ControlAnswer.Fail(GatewayCode.InvalidArgument, $"replicaCount: write a whole number from 0 to {MaxReplicas}.");
        ControlAnswer answer = await UpdateAsync(call, account, id, (document, status) => Scale(document, status, count)).ConfigureAwait(false);
        return answer.IsFine ? ControlAnswer.Empty : answer;
    }

    /// <summary>A bound that is crossed moves along.</summary>
    private static string? Scale(JsonObject document, ResourceStatus status, int count)
    {
        var served = (Deployment)(status.Served ?? status.Resource!);
        document["desiredReplicaCount"] = count;
        if (count > ReplicaCount.Most(served.Config))
            document["maxReplicaCount"] = count;
        if (count < served.Config.MinReplicaCount)
            document["minReplicaCount"] = count;
        return null;
    }

    private async Task<ControlAnswer> DeleteAsync(ControlCall call, string account, string id)
    {
        (ResourceStatus? status, ControlAnswer? error) = Change(call, account, id);
        if (status is null)
            return error!;
        string name = status.Key.FullName;
        if (!call.Flag("ignoreChecks") && desk.List(ResourceKind.Router, account).FirstOrDefault(router => Names(router, name)) is { } user)
            return ControlAnswer.Fail(GatewayCode.FailedPrecondition, $"{user.Key} leads to {name}. Take it out there first, or send ignoreChecks=true.");
        return await desk.DeleteAsync(status.Key, status.Revision, call.Cancel).ConfigureAwait(false) ?? ControlAnswer.Empty;
    }

    private static bool Names(ResourceStatus router, string deployment) => router.Resource is Router { Config: var config } && config.Deployments.Contains(deployment);

    /// <summary>The deployment that a call may change, or why it may not.</summary>
    private (ResourceStatus? Status, ControlAnswer? Error) Change(ControlCall call, string account, string id)
    {
        var key = new ResourceKey(ResourceKind.Deployment, account, id);
        if (desk.Find(key) is not { } status)
            return (null, NotFound(key));
        if (status.IsLocal)
            return (null, ControlAnswer.Fail(GatewayCode.FailedPrecondition, $"{key} stands in edge.json. Change it there."));
        return ResourceDesk.Match(call, status) is { } overtaken ? (null, overtaken) : (status, null);
    }

    private (Deployment? Deployment, ControlAnswer? Error) Read(ResourceKey key, JsonObject document, Func<JsonObject, string?> change)
    {
        if (change(document) is { } problem)
            return (null, ControlAnswer.Fail(GatewayCode.InvalidArgument, problem));
        (StoredResource? resource, ControlAnswer? error) = desk.Read(key, document);
        if (resource is not Deployment deployment)
            return (null, error);
        if (deployment.Config.BaseModel is null)
            return (null, ControlAnswer.Fail(GatewayCode.InvalidArgument, $"baseModel: it is missing. Name the model, such as accounts/{key.Account}/models/my-model."));
        return _rules.CheckNames(key, deployment.Config.Names) is { } taken ? (null, ControlAnswer.Fail(GatewayCode.InvalidArgument, taken)) : (deployment, null);
    }

    private static ResourceStatus NotYet(Deployment deployment) => new(deployment.Key, ResourceState.Updating, "it was validated only", 0, 0, deployment);

    private static ControlAnswer NotFound(ResourceKey key) => ControlAnswer.Fail(GatewayCode.NotFound, $"{key} does not exist.");
}
