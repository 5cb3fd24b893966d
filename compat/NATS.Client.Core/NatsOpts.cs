using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace NATS.Client.Core;

/// <summary>How to connect, and how a connection behaves.</summary>
public sealed record NatsOpts
{
    /// <summary>One server on this machine, everything else as it comes.</summary>
    public static readonly NatsOpts Default = new();

    /// <summary>The servers, joined by commas: <c>nats://</c> or <c>tls://</c>, host and port (4222). User and password, or a token, may stand in the first.</summary>
    public string Url { get; init; } = "nats://localhost:4222";

    /// <summary>What the server calls this connection in its reports.</summary>
    public string Name { get; init; } = "NATS .NET Client";

    /// <summary>Whether our own messages come back to our own subscriptions.</summary>
    public bool Echo { get; init; } = true;

    /// <summary>Whether the server acknowledges every command; only of use when looking at the wire.</summary>
    public bool Verbose { get; init; }

    /// <summary>Whether we know header fields.</summary>
    public bool Headers { get; init; } = true;

    /// <summary>Who we are.</summary>
    public NatsAuthOpts AuthOpts { get; init; } = new();

    /// <summary>When to encrypt, and whom to trust.</summary>
    public NatsTlsOpts TlsOpts { get; init; } = new();

    /// <summary>Who writes and reads payloads.</summary>
    public INatsSerializerRegistry SerializerRegistry { get; init; } = NatsDefaultSerializerRegistry.Default;

    /// <summary>Where losses, refusals and slow readers are logged.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Bytes that may wait to be sent before publishing waits; also what one write to the socket takes.</summary>
    public int WriterBufferSize { get; init; } = 65536;

    /// <summary>Bytes read from the socket at once.</summary>
    public int ReaderBufferSize { get; init; } = 65536;

    /// <summary>The largest message taken, in bytes of header and payload, whatever the server says its own limit is.</summary>
    public int MaxPayloadHardCap { get; init; } = 64 * 1024 * 1024;

    /// <summary>What inboxes begin with.</summary>
    public string InboxPrefix { get; init; } = "_INBOX";

    /// <summary>Whether servers are tried in the order given rather than in a random one.</summary>
    public bool NoRandomize { get; init; }

    /// <summary>How often the server is asked whether it is still there.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How many of these may be unanswered; at the next one the connection counts as lost.</summary>
    public int MaxPingOut { get; init; } = 2;

    /// <summary>The first wait after an attempt that failed; it doubles from there.</summary>
    public TimeSpan ReconnectWaitMin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A random part of this is added to each wait.</summary>
    public TimeSpan ReconnectJitter { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long one server may take to accept, to greet, to encrypt and to let us in, each.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a request waits for its answer.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a command waits for room to be sent.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The encoding of header fields.</summary>
    public Encoding HeaderEncoding { get; init; } = Encoding.ASCII;

    /// <summary>After how many attempts in a row to give up; never when not positive.</summary>
    public int MaxReconnectRetry { get; init; } = -1;

    /// <summary>The longest wait between attempts.</summary>
    public TimeSpan ReconnectWaitMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether to go on after the server refused the credentials twice in a row with the same words.</summary>
    public bool IgnoreAuthErrorAbort { get; init; }

    /// <summary>How many messages a subscription holds for its reader.</summary>
    public int SubPendingChannelCapacity { get; init; } = 16384;

    /// <summary>What happens to a message there is no room for.</summary>
    public BoundedChannelFullMode SubPendingChannelFullMode { get; init; } = BoundedChannelFullMode.DropNewest;

    /// <summary>Whether the first connection is tried again and again like the later ones.</summary>
    public bool RetryOnInitialConnect { get; init; }

    /// <summary>Whether publishing while disconnected gives up after <see cref="CommandTimeout"/>; else it waits for the connection.</summary>
    public bool PublishTimeoutOnDisconnected { get; init; }

    /// <summary>Whether slow readers are not logged; the event comes all the same.</summary>
    public bool SuppressSlowConsumerWarnings { get; init; }
}
