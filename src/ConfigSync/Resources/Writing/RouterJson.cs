using System.Collections.Immutable;
using ConfigSync.Resources.Reading;

namespace ConfigSync.Resources.Writing;

/// <summary>A stored router as it is written.</summary>
internal sealed record RouterJson : StoredJson
{
    private RouterJson(Router router) : base(router)
    {
        RouterConfig config = router.Config;
        Deployments = config.Deployments;
        Strategy = config.Strategy == default ? null : RouterReader.Word(config.Strategy);
        Model = config.Model;
        EnableSessionAffinity = config.SessionAffinity ? true : null;
        Names = config.Names.IsEmpty ? null : config.Names;
        Public = config.Public ? true : null;
    }

    /// <summary>Full names of the members.</summary>
    public ImmutableArray<string> Deployments { get; }

    /// <summary>How a replica is chosen.</summary>
    public string? Strategy { get; }

    /// <summary>The model its members are asked for.</summary>
    public string? Model { get; }

    /// <summary>Whether requests of one session go to one replica.</summary>
    public bool? EnableSessionAffinity { get; }

    /// <summary>Further names.</summary>
    public ImmutableArray<string>? Names { get; }

    /// <summary>Whether other accounts may use it.</summary>
    public bool? Public { get; }

    /// <summary>What is written of <paramref name="router"/>.</summary>
    internal static RouterJson Of(Router router) => new(router);
}
