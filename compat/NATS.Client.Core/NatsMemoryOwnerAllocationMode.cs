namespace NATS.Client.Core;

/// <summary>What freshly rented memory holds.</summary>
public enum NatsMemoryOwnerAllocationMode
{
    /// <summary>Anything.</summary>
    Default,

    /// <summary>Zeros.</summary>
    Clear,
}
