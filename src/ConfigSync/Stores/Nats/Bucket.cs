using ConfigSync.Stores.Nats.JetStream;
using NATS.Client.Core;

namespace ConfigSync.Stores.Nats;

/// <summary>
/// One key-value bucket as clients of NATS have it: a stream of its own whose subjects are the keys
/// (<see href="https://github.com/nats-io/nats-architecture-and-design/blob/main/adr/ADR-8.md"/>). Safe from any thread.
/// </summary>
internal sealed class Bucket
{
    /// <summary>Revisions kept of each key.</summary>
    private const int History = 8;

    private readonly JetStreamApi _api;
    private readonly StreamConfig _config;

    internal Bucket(JetStreamApi api, string name, int replicas)
    {
        _api = api;
        Prefix = $"$KV.{name}.";
        _config = new StreamConfig { Name = $"KV_{name}", Subjects = [Prefix + ">"], MaxMsgsPerSubject = History, NumReplicas = replicas };
    }

    /// <summary>What stands before a key in the subject of its messages.</summary>
    internal string Prefix { get; }

    /// <summary>The stream behind the bucket.</summary>
    internal string Stream => _config.Name;

    /// <summary>All keys, as one subject.</summary>
    internal string AllKeys => Prefix + ">";

    /// <summary>What the bucket says of itself.</summary>
    internal ValueTask<JetStreamReply<StreamInfo>> InfoAsync(CancellationToken cancel) => _api.StreamInfoAsync(Stream, cancel);

    /// <summary>The same, and where there is no bucket it is created. Somebody else may do so at the same time.</summary>
    internal async ValueTask<JetStreamReply<StreamInfo>> OpenAsync(CancellationToken cancel)
    {
        JetStreamReply<StreamInfo> info = await InfoAsync(cancel).ConfigureAwait(false);
        if (!info.Is(JetStreamErrors.StreamNotFound))
            return info;
        JetStreamReply<StreamInfo> created = await _api.CreateStreamAsync(_config, cancel).ConfigureAwait(false);
        return created.Is(JetStreamErrors.StreamNameInUse) ? await InfoAsync(cancel).ConfigureAwait(false) : created;
    }

    /// <summary>
    /// Whether to be told all that the stream holds is the shortest way to the last message of each key: a server that has to look for those of a
    /// hundred thousand keys takes half a second before it sends the first. To a watcher that holds something nothing is told that is past, so there each
    /// key must have one message.
    /// </summary>
    internal bool IsBrief(StreamInfo info, int held) =>
        info.Config?.Subjects is [var only] && only == AllKeys
        && info.State.Messages - info.State.NumSubjects <= (held == 0 ? info.State.NumSubjects / 2 : 0);

    /// <summary>The last message of a key. Refused with <see cref="JetStreamErrors.NoMessage"/> when it never had one.</summary>
    internal ValueTask<JetStreamReply<MessageAnswer>> LastAsync(string key, CancellationToken cancel) => _api.LastMessageAsync(Stream, Prefix + key, cancel);

    /// <summary>Writes a value, or deletes with none.</summary>
    /// <param name="key">Under which key.</param>
    /// <param name="value">The value; null deletes.</param>
    /// <param name="last">The sequence that the key's last message must have, 0 for no message; null whatever it has.</param>
    /// <param name="cancel">Gives up waiting.</param>
    internal ValueTask<JetStreamReply<PublishAnswer>> WriteAsync(string key, byte[]? value, long? last, CancellationToken cancel)
    {
        var headers = new NatsHeaders();
        if (value is null)
            headers[BucketOperation.Header] = BucketOperation.Delete;
        if (last is { } sequence)
            headers["Nats-Expected-Last-Subject-Sequence"] = sequence.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return _api.PublishAsync(Prefix + key, value ?? [], headers, cancel);
    }
}
