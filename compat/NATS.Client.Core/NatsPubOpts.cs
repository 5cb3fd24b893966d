namespace NATS.Client.Core;

/// <summary>Options of one publish; there are none left that do anything.</summary>
public record NatsPubOpts;
