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

    /// <summary>The word for <paramref name="strategy"/>.</summary>
    internal static string Word(RoutingStrategy strategy) => Strategies.Single(word => word.Value == strategy).Key;

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
    internal RouterConfig Read(ReadContext context, Catalog catalog) =>
        Read(context, catalog, _section, _account, _id, (c, account, node) => MemberValue.Read(c, catalog, account, node));

    /// <summary>
    /// What <paramref name="section"/> says of the router that is named apart from it; nulls were refused before.
    /// <paramref name="member"/> gives the full name of a member, or null after an error.
    /// </summary>
    internal static RouterConfig Read(
        ReadContext context, Catalog catalog, ObjectReader section, string? account, string? id, Func<ReadContext, string, DocumentNode, string?> member) => new()
        {
            Id = id ?? "",
            Account = account ?? "",
            Deployments = section.Require("deployments", "[ \"my-model\" ]", (c, node) => Members(c, account, node, member)),
            Strategy = section.Get("strategy", RoutingStrategy.WeightedRandom, Strategy),
            Model = section.GetOrNull("model", null, NameValue.Read),
            SessionAffinity = section.Get("enableSessionAffinity", false, FlagValue.Read),
            Names = NamesReader.Read(context, catalog, account, section["names"]),
            Public = section.Get("public", false, FlagValue.Read),
        };

    private static ImmutableArray<string> Members(
        ReadContext context, string? account, DocumentNode node, Func<ReadContext, string, DocumentNode, string?> read)
    {
        HashSet<string>? seen = node.Children.Count > 1 ? new HashSet<string>(StringComparer.Ordinal) : null;
        return ListValue.ReadSome(context, node, "\"my-model\"", (c, item) =>
        {
            string? member = account is null ? null : read(c, account, item);
            if (member is null || seen is null || seen.Add(member))
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
