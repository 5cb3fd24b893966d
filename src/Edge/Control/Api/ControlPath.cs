namespace Edge.Control.Api;

/// <summary>What a path of the control API names: <c>/v1/accounts/{account}/{collection}/{id}:{verb}</c>, shorter ones among them.</summary>
/// <param name="Account">The account.</param>
/// <param name="Collection"><c>routers</c>, <c>deployments</c>, <c>keys</c>, or whatever stands there; empty for the account itself.</param>
/// <param name="Id">One of them; empty for all.</param>
/// <param name="Verb">What is to be done with it beyond what the method says; empty for nothing.</param>
internal readonly record struct ControlPath(string Account, string Collection, string Id, string Verb)
{
    /// <summary>What every path begins with.</summary>
    internal const string Root = "/v1/accounts/";

    /// <summary>The form of a path: <c>/v1/accounts/{account}/routers/{id}:explain</c>.</summary>
    /// <param name="collection">The collection; empty for the account itself.</param>
    /// <param name="isOne">Whether it names one resource, and not all.</param>
    /// <param name="verb">What stands behind the colon; empty for nothing.</param>
    internal static string FormOf(string collection, bool isOne, string verb) =>
        Root + "{account}" + (collection.Length > 0 ? "/" + collection : "") + (isOne ? "/{id}" : "") + (verb.Length > 0 ? ":" + verb : "");

    /// <summary>Reads a decoded path; false where it is none of the control API.</summary>
    internal static bool TryParse(string path, out ControlPath found)
    {
        found = default;
        if (!path.StartsWith(Root, StringComparison.Ordinal))
            return false;
        string[] parts = path[Root.Length..].Split('/');
        if (parts.Length > 3)
            return true;
        int colon = parts[^1].IndexOf(':', StringComparison.Ordinal);
        string verb = colon < 0 ? "" : parts[^1][(colon + 1)..];
        if (colon >= 0)
            parts[^1] = parts[^1][..colon];
        found = new ControlPath(parts[0], parts.Length > 1 ? parts[1] : "", parts.Length > 2 ? parts[2] : "", verb);
        return true;
    }
}
