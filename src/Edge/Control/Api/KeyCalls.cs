using System.Text.Json.Nodes;
using ConfigSync.Resources;
using ConfigSync.Sync;
using Edge.Access;

namespace Edge.Control.Api;

/// <summary>Keys by the control API (specs/fireworks.md, Planes): made, listed, renewed and revoked; what a key is, is told once. Safe from any thread.</summary>
/// <param name="desk">What is there.</param>
/// <param name="secret">What hashes are made under; null where it is not set.</param>
internal sealed class KeyCalls(ResourceDesk desk, byte[]? secret)
{
    private static readonly DocumentFields Fields = DocumentFields.Of("displayName", "scopes");

    /// <summary>The operations by method and place.</summary>
    internal ControlOperations Operations => new ControlOperations()
        .Read("GET", isOne: false, "", ListAsync)
        .Write("POST", isOne: false, "", CreateAsync)
        .Read("GET", isOne: true, "", (call, account, id) => Task.FromResult(Get(call, account, id)))
        .Write("DELETE", isOne: true, "", DeleteAsync)
        .Write("POST", isOne: true, "rotate", RotateAsync);

    private Task<ControlAnswer> ListAsync(ControlCall call, string account, string id) => Task.FromResult(ListCall.Answer(
        call, "keys", "name", KeyPrinter.Fields,
        from status in desk.List(ResourceKind.Key, account) where status.Resource is ApiKey select KeyPrinter.Print(status, (ApiKey)status.Resource!)));

    private ControlAnswer Get(ControlCall call, string account, string id)
    {
        var key = new ResourceKey(ResourceKind.Key, account, id);
        return desk.Find(key) is { Resource: ApiKey found } status
            ? ListCall.One(call, KeyPrinter.Fields, KeyPrinter.Print(status, found), ResourceDesk.TagOf(status))
            : NotFound(key);
    }

    private async Task<ControlAnswer> CreateAsync(ControlCall call, string account, string unused)
    {
        string id = call.Query("keyId");
        if (id.Length == 0)
            id = RandomId.Make();
        if (!ResourceId.IsValid(id))
            return ControlAnswer.Fail(GatewayCode.InvalidArgument, $"keyId: '{id}' is not an id. {ResourceId.Fix}");
        var key = new ResourceKey(ResourceKind.Key, account, id);
        if (desk.Find(key) is not null)
            return ControlAnswer.Fail(GatewayCode.AlreadyExists, $"{key} exists already. Rotate it, or take another id.");
        var document = new JsonObject { ["hash"] = "sha256:" + new string('0', 64) };
        if (Fields.Apply(call.Body, document) is { } problem)
            return ControlAnswer.Fail(GatewayCode.InvalidArgument, problem);
        (StoredResource? resource, ControlAnswer? error) = desk.Read(key, document);
        return resource is ApiKey asked
            ? await WriteAsync(call, asked with { CreateTime = desk.Now, CreatedBy = call.Caller.Name }, 0).ConfigureAwait(false)
            : error!;
    }

    private async Task<ControlAnswer> RotateAsync(ControlCall call, string account, string id)
    {
        (ResourceStatus? status, ControlAnswer? error) = Change(call, account, id);
        return status is { Resource: ApiKey old }
            ? await WriteAsync(call, old, status.Revision).ConfigureAwait(false)
            : error ?? ResourceDesk.Unreadable(status!);
    }

    private async Task<ControlAnswer> DeleteAsync(ControlCall call, string account, string id)
    {
        (ResourceStatus? status, ControlAnswer? error) = Change(call, account, id);
        return error ?? await desk.DeleteAsync(status!.Key, status.Revision, call.Cancel).ConfigureAwait(false) ?? ControlAnswer.Empty;
    }

    private async Task<ControlAnswer> WriteAsync(ControlCall call, ApiKey key, long expected)
    {
        if (secret is null)
            return ControlAnswer.Fail(GatewayCode.FailedPrecondition, $"{KeySecret.Variable} is not set for this edge. Make one for the fleet with 'openssl rand -hex 32', and start again.");
        NewKey made = NewKey.Make(secret);
        key = key with { Config = key.Config with { Hash = made.Hash, Kind = made.Kind }, UpdateTime = desk.Now };
        if (await desk.PutAsync(key, expected, call.Cancel).ConfigureAwait(false) is { } error)
            return error;
        ResourceStatus status = desk.Find(key.Key) ?? new ResourceStatus(key.Key, ResourceState.Updating, "", 0, 0, key);
        return ListCall.One(call, KeyPrinter.Fields, KeyPrinter.Print(status, key, made.Text), ResourceDesk.TagOf(status));
    }

    private (ResourceStatus? Status, ControlAnswer? Error) Change(ControlCall call, string account, string id)
    {
        var key = new ResourceKey(ResourceKind.Key, account, id);
        if (desk.Find(key) is not { } status)
            return (null, NotFound(key));
        if (status.IsLocal)
            return (null, ControlAnswer.Fail(GatewayCode.FailedPrecondition, $"{key} stands in edge.json. Change it there."));
        return ResourceDesk.Match(call, status) is { } overtaken ? (null, overtaken) : (status, null);
    }

    private static ControlAnswer NotFound(ResourceKey key) => ControlAnswer.Fail(GatewayCode.NotFound, $"{key} does not exist.");
}
