using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Edge.Upstream;

namespace Edge.Balancing;

/// <summary>
/// One address of one deployment, alive: what is known by identity and outlives snapshots. Safe from any thread.
/// </summary>
/// <param name="deployment">Full name of the deployment.</param>
/// <param name="address">Its URL.</param>
/// <param name="pool">Its connections.</param>
/// <param name="compared">Notes it once its load is compared with others'.</param>
/// <param name="board">The replicas that are not like all others.</param>
/// <param name="group">What it has in common with the others of its deployment.</param>
internal sealed class Replica(
    string deployment, string address, ConnectionPool pool, ComparedReplicas compared, HealthBoard board, ReplicaGroup group)
{
    private PaddedCount _outstanding = new() { Engine = -1 };

    /// <summary>Full name of the deployment it belongs to.</summary>
    internal string Deployment { get; } = deployment;

    /// <summary>Its URL, normalised.</summary>
    internal string Address { get; } = address;

    /// <summary>What logs call it: deployment and URL.</summary>
    internal string Name { get; } = $"{deployment}@{address}";

    /// <summary>A number made of its name, the same on every edge.</summary>
    internal ulong Seed { get; } = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{deployment}@{address}")));

    /// <summary>How it does.</summary>
    internal ReplicaHealth Health { get; } = new(board, group);

    /// <summary>The replicas that are not like all others.</summary>
    internal HealthBoard Board => board;

    /// <summary>What it has in common with the others of its deployment.</summary>
    internal ReplicaGroup Group => group;

    /// <summary>Its connections.</summary>
    internal ConnectionPool Pool { get; } = pool;

    /// <summary>Requests that others have at it: as it told itself lately, else as other edges did; 0 where neither is known.</summary>
    internal int Elsewhere => Volatile.Read(ref _outstanding.Engine) is >= 0 and var engine ? engine : Volatile.Read(ref _outstanding.Elsewhere);

    /// <summary>What it told of itself last; null where it tells nothing.</summary>
    internal EngineLoad? Engine { get; private set; }

    /// <summary>Requests begun and not ended.</summary>
    internal int Outstanding => Volatile.Read(ref _outstanding.Value);

    /// <summary>Counts a request.</summary>
    internal void Begin() => Interlocked.Increment(ref _outstanding.Value);

    /// <summary>Counts a request if the count is still <paramref name="seen"/>, the one it was chosen by; else false.</summary>
    internal bool TryBegin(int seen) => Interlocked.CompareExchange(ref _outstanding.Value, seen + 1, seen) == seen;

    /// <summary>It told how busy it is; null when it does not any more.</summary>
    internal void Tell(EngineLoad? load)
    {
        Engine = load;
        Volatile.Write(ref _outstanding.Engine, load is null ? -1 : load.Beside(Outstanding));
    }

    /// <summary>Other edges have so many more at it, or fewer.</summary>
    internal void AddElsewhere(int change) => Interlocked.Add(ref _outstanding.Elsewhere, change);

    /// <summary>Its load is compared with others' from now on, so that it matters what other edges have at it.</summary>
    internal void Compare() => compared.Add(this);

    /// <summary>Ends a request: once for each that was begun, on every way out.</summary>
    internal void End()
    {
        int left = Interlocked.Decrement(ref _outstanding.Value);
        Debug.Assert(left >= 0, "a request ended twice");
    }
}
