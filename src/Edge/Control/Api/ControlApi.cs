using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Control.Api;

/// <summary>
/// The control API (specs/fireworks.md): finds the call that a method and a path name, and lets in who may make it. Safe from any thread.
/// </summary>
/// <param name="access">Who may call.</param>
/// <param name="collections">What there is, by the name of its collection.</param>
internal sealed class ControlApi(ControlAccess access, IReadOnlyDictionary<string, IControlCollection> collections)
{
    /// <summary>The form of every call there is; <c>openapi.json</c> describes these.</summary>
    internal IEnumerable<ControlForm> Forms => collections.SelectMany(one => one.Value.FormsIn(one.Key));

    /// <summary>Whether <paramref name="path"/> is one of the control API, be there something or not.</summary>
    internal static bool Owns(string path) => path.StartsWith(ControlPath.Root, StringComparison.Ordinal);

    /// <summary>Serves one request.</summary>
    /// <param name="features">The request.</param>
    /// <param name="path">Its decoded path.</param>
    /// <param name="isPublic">Whether it came in on a listener for callers of models.</param>
    internal async Task ServeAsync(IFeatureCollection features, string path, bool isPublic)
    {
        ControlAnswer answer = await AnswerAsync(features, path, isPublic).ConfigureAwait(false);
        await answer.SendAsync(features).ConfigureAwait(false);
    }

    private async Task<ControlAnswer> AnswerAsync(IFeatureCollection features, string path, bool isPublic)
    {
        if (access.Identify(features, isPublic, out ControlCaller caller) is { } closed)
            return closed;
        if (!ControlPath.TryParse(path, out ControlPath place) || place.Account is null)
            return Nothing(path);
        // Whether the other account has it, or is one, is nobody else's business.
        if (caller.Account is not null && caller.Account != place.Account)
            return ControlAnswer.Fail(GatewayCode.PermissionDenied, $"The key is of the account '{caller.Account}', and may not use accounts/{place.Account}.");
        if (!collections.TryGetValue(place.Collection, out IControlCollection? collection))
            return Nothing(path);
        string method = features.GetRequiredFeature<IHttpRequestFeature>().Method;
        if (collection.Find(method == HttpMethods.Head ? HttpMethods.Get : method, place.Id.Length > 0, place.Verb, out bool isKnown) is not { } operation)
        {
            return isKnown
                ? ControlAnswer.Fail(GatewayCode.Unimplemented, $"{method} is not a method of {path}.")
                : Nothing(path);
        }
        if (operation.Writes ? !caller.MayWrite : !caller.MayRead)
            return ControlAnswer.Fail(GatewayCode.PermissionDenied, $"The key '{caller.Name}' has not the scope '{(operation.Writes ? "write" : "read")}'.");
        (ControlCall? call, ControlAnswer? error) = await ControlCall.ReadAsync(features, caller).ConfigureAwait(false);
        return error ?? await operation.Run(call!, place.Account, place.Id).ConfigureAwait(false);
    }

    private static ControlAnswer Nothing(string path) =>
        ControlAnswer.Fail(GatewayCode.NotFound, $"{path} is no path here. There are /v1/accounts/{{account}}/routers, deployments and keys.");
}
