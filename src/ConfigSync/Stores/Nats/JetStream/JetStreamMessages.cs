using System.Text.Json.Serialization;

namespace ConfigSync.Stores.Nats.JetStream;

/// <summary>What every answer of the JetStream API may hold instead of its content.</summary>
internal record JetStreamAnswer
{
    /// <summary>Why the request was refused; null when it was not.</summary>
    public JetStreamError? Error { get; init; }
}

/// <summary>Why JetStream refused a request. <see href="https://github.com/nats-io/nats-server/blob/main/server/errors.json"/></summary>
/// <param name="Code">Like an HTTP status.</param>
/// <param name="ErrCode">Which error exactly; see <see cref="JetStreamErrors"/>.</param>
/// <param name="Description">For people, in the server's words.</param>
internal sealed record JetStreamError(int Code, int ErrCode, string? Description);

/// <summary>The part of a stream's configuration that makes a key-value bucket.</summary>
internal sealed record StreamConfig
{
    /// <summary>The stream's name.</summary>
    public required string Name { get; init; }

    /// <summary>What it stores: messages on these subjects.</summary>
    public required IReadOnlyList<string> Subjects { get; init; }

    /// <summary>How long messages are kept: <c>limits</c>.</summary>
    public string Retention { get; init; } = "limits";

    /// <summary>Most consumers; -1 for any number.</summary>
    public int MaxConsumers { get; init; } = -1;

    /// <summary>Most messages; -1 for any number.</summary>
    public long MaxMsgs { get; init; } = -1;

    /// <summary>Most bytes; -1 for any number.</summary>
    public long MaxBytes { get; init; } = -1;

    /// <summary>Age at which messages go, in nanoseconds; 0 for never.</summary>
    public long MaxAge { get; init; }

    /// <summary>Messages kept of each subject: the history of a key.</summary>
    public long MaxMsgsPerSubject { get; init; }

    /// <summary>Largest message in bytes; -1 for what the server takes.</summary>
    public int MaxMsgSize { get; init; } = -1;

    /// <summary>Where it is kept: <c>file</c>.</summary>
    public string Storage { get; init; } = "file";

    /// <summary>What gives way when it is full: the <c>new</c> message.</summary>
    public string Discard { get; init; } = "new";

    /// <summary>Servers of a cluster that hold it.</summary>
    public int NumReplicas { get; init; } = 1;

    /// <summary>How long ids of messages are remembered, in nanoseconds: two minutes, as buckets have it.</summary>
    public long DuplicateWindow { get; init; } = 120_000_000_000;

    /// <summary>Lets a purge of a key replace all messages of its subject.</summary>
    public bool AllowRollupHdrs { get; init; } = true;

    /// <summary>No single message can be deleted.</summary>
    public bool DenyDelete { get; init; } = true;

    /// <summary>The stream can be purged.</summary>
    public bool DenyPurge { get; init; }

    /// <summary>Any replica answers for a key.</summary>
    public bool AllowDirect { get; init; } = true;
}

/// <summary>What a stream holds.</summary>
/// <param name="Messages">How many messages.</param>
/// <param name="FirstSeq">Sequence of the oldest one.</param>
/// <param name="LastSeq">Sequence of the newest one ever stored; grows and never goes back in one stream.</param>
/// <param name="NumSubjects">On how many subjects.</param>
internal sealed record StreamState(long Messages, long FirstSeq, long LastSeq, long NumSubjects = 0);

/// <summary>What a stream says of its configuration, as far as it matters to a reader.</summary>
/// <param name="Subjects">What it stores: messages on these subjects; null where others write it.</param>
internal sealed record StreamScope(IReadOnlyList<string>? Subjects);

/// <summary>The answer to STREAM.INFO and STREAM.CREATE.</summary>
internal sealed record StreamInfo : JetStreamAnswer
{
    /// <summary>When the stream was created; tells it from another of the same name.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>What it holds.</summary>
    public StreamState State { get; init; } = new(0, 0, 0);

    /// <summary>What it stores.</summary>
    public StreamScope? Config { get; init; }
}

/// <summary>How a consumer delivers.</summary>
internal sealed record ConsumerConfig
{
    /// <summary>To which subject.</summary>
    public required string DeliverSubject { get; init; }

    /// <summary>Messages on which subjects; null for all of the stream.</summary>
    public string? FilterSubject { get; init; }

    /// <summary>From where on; see <see cref="ConsumerStart"/>.</summary>
    public required string DeliverPolicy { get; init; }

    /// <summary>First sequence with <c>by_start_sequence</c>; else null.</summary>
    public long? OptStartSeq { get; init; }

    /// <summary>What is confirmed: <c>none</c>.</summary>
    public string AckPolicy { get; init; } = "none";

    /// <summary>Each message is sent once.</summary>
    public int MaxDeliver { get; init; } = 1;

    /// <summary>As fast as it goes: <c>instant</c>.</summary>
    public string ReplayPolicy { get; init; } = "instant";

    /// <summary>The server stops when the receiver falls behind.</summary>
    public bool FlowControl { get; init; } = true;

    /// <summary>A sign of life after so many nanoseconds without a message.</summary>
    public long IdleHeartbeat { get; init; }

    /// <summary>Its state is not written to disk.</summary>
    public bool MemStorage { get; init; } = true;

    /// <summary>One server holds it; when that is lost the consumer is made anew.</summary>
    public int NumReplicas { get; init; } = 1;
}

/// <summary>Asks for a consumer.</summary>
/// <param name="StreamName">Of which stream.</param>
/// <param name="Config">How it delivers.</param>
internal sealed record ConsumerCreateRequest(string StreamName, ConsumerConfig Config);

/// <summary>A pair of sequences.</summary>
/// <param name="ConsumerSeq">Counts what the consumer has delivered.</param>
/// <param name="StreamSeq">Which message of the stream that was.</param>
internal sealed record SequencePair(long ConsumerSeq, long StreamSeq);

/// <summary>The answer to CONSUMER.CREATE.</summary>
internal sealed record ConsumerInfo : JetStreamAnswer
{
    /// <summary>What it had delivered when the answer was written.</summary>
    public SequencePair Delivered { get; init; } = new(0, 0);

    /// <summary>What it had yet to deliver then.</summary>
    public long NumPending { get; init; }
}

/// <summary>Asks for the last message of a subject.</summary>
/// <param name="LastBySubj">Which subject.</param>
internal sealed record MessageGetRequest(string LastBySubj);

/// <summary>The answer to STREAM.MSG.GET.</summary>
internal sealed record MessageAnswer : JetStreamAnswer
{
    /// <summary>The message.</summary>
    public StoredMessage? Message { get; init; }
}

/// <summary>A message as the stream holds it.</summary>
/// <param name="Subject">Where it was published.</param>
/// <param name="Seq">Its sequence: the revision of a key.</param>
/// <param name="Data">Its payload; null when empty.</param>
/// <param name="Hdrs">Its headers as they went over the wire; null when it has none.</param>
/// <param name="Time">When it was stored, by the server's clock.</param>
internal sealed record StoredMessage(string Subject, long Seq, byte[]? Data, byte[]? Hdrs, DateTimeOffset Time);

/// <summary>The answer to a message published into a stream.</summary>
internal sealed record PublishAnswer : JetStreamAnswer
{
    /// <summary>Under which sequence it was stored.</summary>
    public long Seq { get; init; }
}

/// <summary>How the messages above are written and read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StreamConfig))]
[JsonSerializable(typeof(StreamInfo))]
[JsonSerializable(typeof(ConsumerCreateRequest))]
[JsonSerializable(typeof(ConsumerInfo))]
[JsonSerializable(typeof(MessageGetRequest))]
[JsonSerializable(typeof(MessageAnswer))]
[JsonSerializable(typeof(PublishAnswer))]
internal sealed partial class JetStreamJson : JsonSerializerContext;
