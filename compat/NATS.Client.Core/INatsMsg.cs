namespace NATS.Client.Core;

/// <summary>A message whose payload's type is not known here.</summary>
public interface INatsMsg
{
    /// <summary>Header fields; null when the message has none.</summary>
    NatsHeaders? Headers { get; }
}
