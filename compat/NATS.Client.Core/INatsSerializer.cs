namespace NATS.Client.Core;

/// <summary>Writes and reads payloads.</summary>
/// <typeparam name="T">What it writes and reads.</typeparam>
public interface INatsSerializer<T> : INatsSerialize<T>, INatsDeserialize<T>
{
    /// <summary>One like this that hands on to <paramref name="next"/> what it cannot do itself.</summary>
    /// <param name="next">Is asked next.</param>
    INatsSerializer<T> CombineWith(INatsSerializer<T> next);
}
