using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>A deployment as a router names it: by its id, or in full as <c>accounts/{account}/deployments/{id}</c>.</summary>
internal static class MemberValue
{
    /// <summary>The deployment's full name, or null after an error.</summary>
    /// <param name="context">The document.</param>
    /// <param name="catalog">Everything the document declares.</param>
    /// <param name="account">The router's account.</param>
    /// <param name="node">What was written.</param>
    internal static string? Read(ReadContext context, Catalog catalog, string account, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return null;
        string[] parts = text.Split('/');
        bool full = parts is ["accounts", _, "deployments" or "routers", _];
        string id = parts[^1];
        if (!full && parts.Length > 1)
            context.Error(node, $"{node.Label} is not the name of a deployment", "Write its id, or accounts/{account}/deployments/{id}.");
        else if (full && parts[1] != account)
            context.Error(node, $"{node.Label} is of another account than the router's, '{account}'", "Name deployments of the router's own account.");
        else if (full ? parts[2] == "routers" : !catalog.HasDeployment(account, id) && catalog.HasRouter(account, id))
            context.Error(node, $"{node.Label} is a router", "Name deployments; a router cannot be a member of a router.");
        else if (!catalog.HasDeployment(account, id))
            Unknown(context, catalog, account, id, node);
        else
            return $"accounts/{account}/deployments/{id}";
        return null;
    }

    private static void Unknown(ReadContext context, Catalog catalog, string account, string id, DocumentNode node)
    {
        if (context.IsFull)
            return;
        string? nearest = Nearest.Find(id, catalog.DeploymentsOf(account));
        string fix = Nearest.Suggest(nearest, "Add it under 'deployments', or name another.");
        context.Error(node, $"account '{account}' has no deployment {Quoted.Of(node.Text)}", fix);
    }
}
