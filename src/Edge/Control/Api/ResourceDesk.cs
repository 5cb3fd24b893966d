using System.Text;
using System.Text.Json.Nodes;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using ConfigSync.Stores;
using ConfigSync.Sync;

namespace Edge.Control.Api;

/// <summary>What the control API does with resources of any kind: looks at what this edge serves, and writes to the store it follows.</summary>
/// <param name="state">What is served, and how it stands.</param>
/// <param name="store">The store; null while there is none.</param>
/// <param name="place">What documents are read with.</param>
/// <param name="time">The clock.</param>
internal sealed class ResourceDesk(RoutingState state, Func<IResourceStore?> store, DocumentPlace place, TimeProvider time)
{
    /// <summary>How long a write waits until this edge serves it; it is stored before, and will be.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int MostMistakes = 5;

    /// <summary>What is served.</summary>
    internal RoutingSnapshot Snapshot => state.Snapshots.Current;

    /// <summary>Now.</summary>
    internal DateTimeOffset Now => time.GetUtcNow();

    /// <summary>One resource, or null.</summary>
    internal ResourceStatus? Find(ResourceKey key) => state.Find(key);

    /// <summary>All of one kind in an account.</summary>
    internal IEnumerable<ResourceStatus> List(ResourceKind kind, string account) => state.List(kind, account);

    /// <summary>Who has a further name in an account; null for nobody.</summary>
    internal ResourceKey? OwnerOf(string account, string name) => state.OwnerOf(account, name);

    /// <summary>Reads a document as this and every other edge will.</summary>
    internal (StoredResource? Resource, ControlAnswer? Error) Read(ResourceKey key, JsonObject document)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(document.ToJsonString());
        ResourceReading reading = ResourceDocument.Read(key, bytes, 0, Now, place.BaseDirectory, place.Environment);
        if (reading.Resource is not null)
            return (reading.Resource, null);
        IEnumerable<string> mistakes = reading.Errors.Take(MostMistakes).Select(error => $"{error.Problem}. {error.Fix}");
        return (null, ControlAnswer.Fail(GatewayCode.InvalidArgument, string.Join(' ', mistakes)));
    }

    /// <summary>
    /// Writes a resource in the place of revision <paramref name="expected"/>, 0 for none, and waits until it is served. Null: done.
    /// </summary>
    internal async Task<ControlAnswer?> PutAsync(StoredResource resource, long expected, CancellationToken cancel)
    {
        if (store() is not { } open)
            return NoStore;
        StoreWrite write = await open.PutAsync(resource.Key, ResourceDocument.Write(resource), expected, cancel).ConfigureAwait(false);
        if (write.Outcome == StoreWriteOutcome.Conflict)
        {
            return expected == 0
                ? ControlAnswer.Fail(GatewayCode.AlreadyExists, $"{resource.Key} exists already.")
                : Overtaken(resource.Key);
        }
        return await EndAsync(resource.Key, write, isDeletion: false, cancel).ConfigureAwait(false);
    }

    /// <summary>Deletes a resource at a revision, and waits until it is served no more. Null: done.</summary>
    internal async Task<ControlAnswer?> DeleteAsync(ResourceKey key, long expected, CancellationToken cancel)
    {
        if (store() is not { } open)
            return NoStore;
        StoreWrite write = await open.DeleteAsync(key, expected, cancel).ConfigureAwait(false);
        return write.Outcome == StoreWriteOutcome.Conflict
            ? Overtaken(key)
            : await EndAsync(key, write, isDeletion: true, cancel).ConfigureAwait(false);
    }

    /// <summary>What a caller says it has seen must be what is there; null: it is, or it says nothing.</summary>
    internal static ControlAnswer? Match(ControlCall call, ResourceStatus status) =>
        call.IfMatch is "" or "*" || call.IfMatch.Split(',').Any(tag => tag.Trim() == TagOf(status)) ? null : Overtaken(status.Key);

    /// <summary>What is stored cannot be read, so that nothing of it can be kept.</summary>
    internal static ControlAnswer Unreadable(ResourceStatus status) =>
        ControlAnswer.Fail(GatewayCode.FailedPrecondition, $"What the store has of {status.Key} cannot be read: {status.Reason} Delete it, and create it anew.");

    /// <summary>The version of a resource.</summary>
    internal static string TagOf(ResourceStatus status) => $"\"{status.Revision}\"";

    private static ControlAnswer NoStore { get; } = ControlAnswer.Fail(
        GatewayCode.FailedPrecondition, "This edge has no store to write to. Add \"store\": { \"folder\": \"resources\" } to edge.json, or one of NATS.");

    private static ControlAnswer Overtaken(ResourceKey key) =>
        ControlAnswer.Fail(GatewayCode.Aborted, $"{key} was changed by somebody else meanwhile. Read it again, and repeat the call.");

    private async Task<ControlAnswer?> EndAsync(ResourceKey key, StoreWrite write, bool isDeletion, CancellationToken cancel)
    {
        if (write.Outcome == StoreWriteOutcome.TooLarge)
            return ControlAnswer.Fail(GatewayCode.InvalidArgument, $"{key} is too large: {write.Reason}.");
        if (write.Outcome != StoreWriteOutcome.Written)
            return ControlAnswer.Fail(GatewayCode.Unavailable, $"{key} may not have been written: {write.Reason}. Read it, and repeat the call.");
        await state.TakenAsync(key, write.Revision, isDeletion, Patience, cancel).ConfigureAwait(false);
        return null;
    }
}
