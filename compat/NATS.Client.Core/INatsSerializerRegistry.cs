namespace NATS.Client.Core;

/// <summary>Says who writes and reads a type.</summary>
public interface INatsSerializerRegistry
{
    /// <summary>Who writes payloads of this type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    INatsSerialize<T> GetSerializer<T>();

    /// <summary>Who reads payloads of this type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    INatsDeserialize<T> GetDeserializer<T>();
}
