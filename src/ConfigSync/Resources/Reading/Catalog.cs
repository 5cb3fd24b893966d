using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>
/// The ids and names of one document, to find doubles and what routers refer to. A resource is known from its id on, whatever else
/// is wrong with it, so that one mistake is listed once.
/// </summary>
/// <param name="context">The document.</param>
/// <param name="hasStore">Whether there are more deployments elsewhere.</param>
internal sealed class Catalog(ReadContext context, bool hasStore = false)
{
    // Made when first needed: the document of a store declares one thing, and mostly without further names.
    private Dictionary<(string Account, string Id), DocumentNode>? _deployments;
    private Dictionary<(string Account, string Id), DocumentNode>? _routers;
    private Dictionary<(string Account, string Name), DocumentNode>? _names;

    /// <summary>Whether a deployment that is not here may be in the store.</summary>
    internal bool HasStore => hasStore;

    /// <summary>Notes a deployment's id; a second one in the account is an error. Nulls were refused before and are passed over.</summary>
    internal void AddDeployment(string? account, string? id, DocumentNode? node) => AddId(ref _deployments, "deployment", account, id, node);

    /// <summary>Notes a router's id, like <see cref="AddDeployment"/>.</summary>
    internal void AddRouter(string? account, string? id, DocumentNode? node) => AddId(ref _routers, "router", account, id, node);

    /// <summary>Notes a further name; a second one in the account, of any resource, is an error.</summary>
    internal void AddName(string? account, string name, DocumentNode node)
    {
        if (account is null || (_names ??= []).TryAdd((account, name), node))
            return;
        int line = context.Line(_names[(account, name)]);
        context.Error(node, $"the name {Quoted.Of(node.Text)} is taken in account '{account}', by line {line}", "Give each name to one router or deployment.");
    }

    /// <summary>Whether the account has this deployment.</summary>
    internal bool HasDeployment(string account, string id) => _deployments?.ContainsKey((account, id)) == true;

    /// <summary>Whether the account has this router.</summary>
    internal bool HasRouter(string account, string id) => _routers?.ContainsKey((account, id)) == true;

    /// <summary>The ids of the account's deployments.</summary>
    internal IEnumerable<string> DeploymentsOf(string account) =>
        _deployments?.Keys.Where(key => key.Account == account).Select(key => key.Id) ?? [];

    private void AddId(ref Dictionary<(string Account, string Id), DocumentNode>? ids, string kind, string? account, string? id, DocumentNode? node)
    {
        if (account is null || id is null || node is null || (ids ??= []).TryAdd((account, id), node))
            return;
        int line = context.Line(ids[(account, id)]);
        context.Error(node, $"the id {Quoted.Of(node.Text)} is taken by another {kind} of account '{account}', on line {line}", $"Give each {kind} an id of its own.");
    }
}
