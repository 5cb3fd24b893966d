using System.Collections.Immutable;

namespace ConfigSync.Resources;

/// <summary>How a router chooses among the replicas of its deployments.</summary>
public enum RoutingStrategy
{
    /// <summary>One independent draw per request over the replicas in service (specs/fireworks.md, Traffic).</summary>
    WeightedRandom,

    /// <summary>The replica with the lowest outstanding requests ÷ capacity, ties at random.</summary>
    EvenLoad,
}

/// <summary>A name that stands for several deployments.</summary>
public sealed record RouterConfig
{
    /// <summary>1-63 of <c>a-z 0-9 -</c>, not starting or ending with <c>-</c>; unique within the account.</summary>
    public required string Id { get; init; }

    /// <summary>The owning account.</summary>
    public string Account { get; init; } = ListenConfig.DefaultAccount;

    /// <summary>Full names of the member deployments (<c>accounts/a/deployments/d</c>), each once; at least one.</summary>
    public ImmutableArray<string> Deployments { get; init; } = [];

    /// <summary>How a replica is chosen.</summary>
    public RoutingStrategy Strategy { get; init; }

    /// <summary>The model its members are asked for where they have no <c>servedModel</c>; null leaves that to them.</summary>
    public string? Model { get; init; }

    /// <summary>Whether requests of one session go to one replica.</summary>
    public bool SessionAffinity { get; init; }

    /// <summary>Further names <c>model</c> may say for it: any UTF-8 of 1-256 bytes, unique within the account.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Whether callers of other accounts may use it by its full name.</summary>
    public bool Public { get; init; }

    /// <summary>The name everybody may use: <c>accounts/{account}/routers/{id}</c>.</summary>
    public string FullName => $"accounts/{Account}/routers/{Id}";
}
