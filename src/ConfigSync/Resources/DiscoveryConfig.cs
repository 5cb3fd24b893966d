namespace ConfigSync.Resources;

/// <summary>Where further replicas of a deployment are found by name (specs/fireworks.md, Deployments): <c>http</c>, one replica an address.</summary>
/// <param name="Dns">A host whose addresses are replicas, or a service (<c>_http._tcp.models.example</c>) whose records name them with their ports.</param>
/// <param name="Port">The port of every address; null takes that of the service's records.</param>
/// <param name="Interval">Longest time between two looks; what was found may ask for earlier ones.</param>
public sealed record DiscoveryConfig(string Dns, int? Port, TimeSpan Interval)
{
    /// <summary>The interval where none is said: 30 s.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(30);

    /// <summary>Whether <see cref="Dns"/> is the name of a service, whose records say ports.</summary>
    public bool IsService => Dns.StartsWith('_');
}
