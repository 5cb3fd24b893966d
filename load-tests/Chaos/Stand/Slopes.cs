namespace Edge.LoadTests.Chaos.Stand;

/// <summary>How the memory of a process develops once it has settled.</summary>
/// <param name="MibPerMinute">Growth of resident memory.</param>
/// <param name="CollectionsPerMinute">Collections of the oldest generation.</param>
/// <param name="Mib">Resident memory at the end.</param>
/// <param name="Collections">Collections of the oldest generation up to the end.</param>
internal sealed record Slopes(double MibPerMinute, double CollectionsPerMinute, double Mib, double Collections);
