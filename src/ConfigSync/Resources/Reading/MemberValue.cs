using System.Collections.Immutable;
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
        if (Id(context, account, node, id => !catalog.HasDeployment(account, id) && catalog.HasRouter(account, id)) is not { } id)
            return null;
        if (catalog.HasDeployment(account, id))
            return FullName(account, id);
        if (catalog.HasStore && IdValue.IsId(id))
        {
            context.Warn(node, $"account '{account}' has no deployment {Quoted.Of(node.Text)} in this file", "The router leads to it once the store has it.");
            return FullName(account, id);
        }
        Unknown(context, catalog, account, id, node);
        return null;
    }

    /// <summary>The full name of a deployment that need not exist, or null after an error.</summary>
    internal static string? ReadUnchecked(ReadContext context, string account, DocumentNode node)
    {
        if (Id(context, account, node, _ => false) is not { } id)
            return null;
        if (IdValue.IsId(id))
            return FullName(account, id);
        NoName(context, node);
        return null;
    }

    /// <summary>The full name of a deployment; one string for those that come again and again.</summary>
    internal static string FullName(string account, ReadOnlySpan<char> id) => Alone(account, id)[0];

    /// <summary>A list of nothing but the full name of a deployment; one list for those that come again and again.</summary>
    internal static ImmutableArray<string> Alone(string account, ReadOnlySpan<char> id)
    {
        Span<char> text = stackalloc char[2 * IdValue.MaxLength + 32];
        return text.TryWrite($"accounts/{account}/deployments/{id}", out int length)
            ? SharedText.Alone(text[..length])
            : [$"accounts/{account}/deployments/{id}"];
    }

    private static string? Id(ReadContext context, string account, DocumentNode node, Func<string, bool> isRouter)
    {
        if (TextValue.Read(context, node) is not { } text)
            return null;
        string[] parts = text.Split('/');
        bool full = parts is ["accounts", _, "deployments" or "routers", _];
        string id = parts[^1];
        if (!full && parts.Length > 1)
            NoName(context, node);
        else if (full && parts[1] != account)
            context.Error(node, $"{node.Label} is of another account than the router's, '{account}'", "Name deployments of the router's own account.");
        else if (full ? parts[2] == "routers" : isRouter(id))
            context.Error(node, $"{node.Label} is a router", "Name deployments; a router cannot be a member of a router.");
        else
            return id;
        return null;
    }

    private static void NoName(ReadContext context, DocumentNode node) =>
        context.Error(node, $"{node.Label} is not the name of a deployment", "Write its id, or accounts/{account}/deployments/{id}.");

    private static void Unknown(ReadContext context, Catalog catalog, string account, string id, DocumentNode node)
    {
        if (context.IsFull)
            return;
        string? nearest = Nearest.Find(id, catalog.DeploymentsOf(account));
        string fix = Nearest.Suggest(nearest, "Add it under 'deployments', or name another.");
        context.Error(node, $"account '{account}' has no deployment {Quoted.Of(node.Text)}", fix);
    }
}
