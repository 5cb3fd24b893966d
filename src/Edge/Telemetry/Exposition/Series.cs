namespace Edge.Telemetry.Exposition;

/// <summary>What one set of labels has.</summary>
/// <param name="labels">As they are written.</param>
internal abstract class Series(byte[] labels)
{
    /// <summary>Its labels as they are written, without the braces.</summary>
    internal byte[] Labels => labels;

    /// <summary>Its tags as they were measured; the values of one that stands for others are <c>other</c>.</summary>
    internal KeyValuePair<string, object?>[] Tags { get; set; } = [];

    /// <summary>Whether it stands for all sets that found no room.</summary>
    internal bool IsOther { get; set; }

    /// <summary>How many hold it to record in it; counted under the lock of its table.</summary>
    internal int Holders { get; set; }

    /// <summary>The collection in which it was observed last; 0 where it is recorded and not observed.</summary>
    internal int Round { get; set; }
}
