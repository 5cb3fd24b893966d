using System.Collections.Immutable;
using ConfigSync.Resources;

namespace ConfigSync.Snapshots;

/// <summary>A deployment as one snapshot knows it. Immutable once the snapshot is published.</summary>
public sealed class DeploymentModel
{
    /// <summary>Compiles <paramref name="config"/>; <paramref name="attach"/> binds the live state before anybody sees the model.</summary>
    public DeploymentModel(DeploymentConfig config, Func<DeploymentModel, DeploymentState> attach)
    {
        Config = config;
        ServedModel = config.ServedModel is null ? [] : [.. System.Text.Encoding.UTF8.GetBytes(config.ServedModel)];
        State = attach(this);
    }

    /// <summary>What the operator wrote.</summary>
    public DeploymentConfig Config { get; }

    /// <summary>UTF-8 of the name the upstream wants; empty leaves the body alone.</summary>
    public ImmutableArray<byte> ServedModel { get; }

    /// <summary>Its live replicas, owned by the host; outlives this snapshot by identity.</summary>
    public DeploymentState State { get; }
}

/// <summary>What a host keeps for a deployment: its live replicas. ConfigSync only carries it.</summary>
public abstract class DeploymentState;
