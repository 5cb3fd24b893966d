using System.Collections.Immutable;
using System.Text;
using ConfigSync.Resources;

namespace ConfigSync.Snapshots;

/// <summary>A deployment as one snapshot knows it. Immutable once the snapshot is published.</summary>
public sealed class DeploymentModel
{
    /// <summary>Compiles <paramref name="config"/>; <paramref name="attach"/> binds the live state before anybody sees the model.</summary>
    public DeploymentModel(DeploymentConfig config, Func<DeploymentModel, DeploymentState> attach)
    {
        Config = config;
        ServedModel = Utf8(config.ServedModel);
        BaseModel = Utf8(config.BaseModel);
        State = attach(this);
    }

    /// <summary>What the operator wrote.</summary>
    public DeploymentConfig Config { get; }

    /// <summary>UTF-8 of the name the upstream wants; empty leaves that to the router, and to <see cref="BaseModel"/>.</summary>
    public ImmutableArray<byte> ServedModel { get; }

    /// <summary>UTF-8 of the model it serves; empty, with no other name said, leaves the body alone.</summary>
    public ImmutableArray<byte> BaseModel { get; }

    /// <summary>Its live replicas, owned by the host; outlives this snapshot by identity.</summary>
    public DeploymentState State { get; }

    private static ImmutableArray<byte> Utf8(string? text) => text is null ? [] : [.. Encoding.UTF8.GetBytes(text)];
}

/// <summary>What a host keeps for a deployment: its live replicas. ConfigSync only carries it.</summary>
public abstract class DeploymentState;
