using NATS.Client.Core.Auth;

namespace NATS.Client.Core.Wire;

/// <summary>What every connection of a client is made with.</summary>
/// <param name="Opts">How to connect.</param>
/// <param name="Credentials">Who we are.</param>
/// <param name="Queue">What is to be sent.</param>
/// <param name="Sink">Where messages go.</param>
/// <param name="Owner">Who is told the rest.</param>
internal sealed record SessionParts(NatsOpts Opts, Credentials Credentials, SendQueue Queue, IFrameSink Sink, ISessionOwner Owner);
