using System.Collections.Immutable;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>
/// Reads one entry of <c>routers</c>, in two steps: all routers are declared before the members of any are looked up, so that a
/// member that is a router further down is known as one.
/// </summary>
internal sealed class RouterReader
{
    private static readonly Dictionary<string, RoutingStrategy> Strategies = new(StringComparer.Ordinal)
    {
        ["weightedRandom"] = RoutingStrategy.WeightedRandom,
        ["evenLoad"] = RoutingStrategy.EvenLoad,
    };

    private readonly ObjectReader _section;
    private readonly string? _id;
    private readonly string? _account;

    private RouterReader(ObjectReader section, Catalog catalog)
    {
        _section = section;
        _id = section.Require("id", "\"my-router\"", IdValue.Read);
        _account = section.Get("account", ListenConfig.DefaultAccount, IdValue.ReadAccount);
        catalog.AddRouter(_account, _id, section["id"]);
    }

    /// <summary>The first step: the router's id is known. Null when <paramref name="node"/> is no object.</summary>
    internal static RouterReader? Declare(ReadContext context, Catalog catalog, DocumentNode node) =>
        ObjectReader.Open(context, node, FieldNames.Router) is { } section ? new RouterReader(section, catalog) : null;

    /// <summary>The second step: the router.</summary>
    internal RouterConfig Read(ReadContext context, Catalog catalog) => new()
    {
        Id = _id ?? "",
        Account = _account ?? "",
        Deployments = _section.Require("deployments", "[ \"my-model\" ]", (c, node) => Members(c, catalog, node)),
        Strategy = _section.Get("strategy", RoutingStrategy.WeightedRandom, Strategy),
        Names = NamesReader.Read(context, catalog, _account, _section["names"]),
        Public = _section.Get("public", false, FlagValue.Read),
    };

    private ImmutableArray<string> Members(ReadContext context, Catalog catalog, DocumentNode node)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return ListValue.ReadSome(context, node, "\"my-model\"", (c, item) =>
        {
            string? member = _account is null ? null : MemberValue.Read(c, catalog, _account, item);
            if (member is null || seen.Add(member))
                return member;
            c.Warn(item, $"{item.Label} stands there twice and counts once", "Take it out; weights are the 'replicas' of the deployment.");
            return null;
        });
    }

    private static RoutingStrategy Strategy(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return default;
        if (Strategies.TryGetValue(text, out RoutingStrategy strategy))
            return strategy;
        string fix = Nearest.Suggest(Nearest.Find(text, Strategies.Keys), "Write \"weightedRandom\" or \"evenLoad\".");
        context.Error(node, $"'strategy' cannot be {Quoted.Of(node.Text)}", fix);
        return default;
    }
}
