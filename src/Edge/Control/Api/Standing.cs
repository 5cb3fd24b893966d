using System.Text.Json;
using ConfigSync.Resources;
using ConfigSync.Sync;

namespace Edge.Control.Api;

/// <summary>How it stands with a resource: <c>state</c> and <c>status</c> as the API has them, from what this edge really applied.</summary>
/// <param name="State">One of the words of specs/fireworks.md.</param>
/// <param name="Code">Why it is not as written.</param>
/// <param name="Message">The same for people; empty for nothing.</param>
internal readonly record struct Standing(string State, GatewayCode Code, string Message)
{
    /// <summary>Of a router, a key, or what else is either there or not.</summary>
    internal static Standing Of(ResourceStatus status) => status.State switch
    {
        ResourceState.Ready => new("READY", GatewayCode.Ok, status.Reason),
        ResourceState.Updating => new(status.Served is null ? "CREATING" : status.Resource is null ? "DELETING" : "UPDATING", GatewayCode.Ok, status.Reason),
        ResourceState.NotReady => new("CREATING", GatewayCode.FailedPrecondition, status.Reason),
        _ => new(status.Served is null ? "CREATING" : "UPDATING", GatewayCode.InvalidArgument, status.Reason),
    };

    /// <summary>Of a deployment: also whether as many replicas as wanted are there.</summary>
    internal static Standing OfDeployment(ResourceStatus status)
    {
        Standing standing = Of(status);
        if (status.State == ResourceState.Refused && status.Served is null)
            return standing with { State = "FAILED" };
        if (status is not { State: ResourceState.Ready, Served: Deployment { Config: var config } })
            return standing;
        int wanted = ReplicaCount.Wanted(config), ready = ReplicaCount.Ready(config);
        return wanted == ready
            ? standing
            : new(ready == 0 ? "CREATING" : "UPDATING", GatewayCode.Ok, $"{ready} of {wanted} replicas are there; add endpoints, or scale to what is there");
    }

    /// <summary>Writes <c>state</c> and <c>status</c>.</summary>
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteString("state"u8, State);
        json.WriteStartObject("status"u8);
        json.WriteString("code"u8, Code.Name());
        json.WriteString("message"u8, Message);
        json.WriteEndObject();
    }
}
