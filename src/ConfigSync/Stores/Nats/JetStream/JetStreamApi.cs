using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NATS.Client.Core;

namespace ConfigSync.Stores.Nats.JetStream;

/// <summary>
/// The few requests of JetStream that a bucket needs, as JSON over plain request and reply
/// (<see href="https://docs.nats.io/reference/reference-protocols/nats_api_reference"/>). Safe from any thread.
/// </summary>
/// <param name="connection">How the servers are reached.</param>
/// <param name="timeout">How long an answer may take, the wait for a connection included.</param>
/// <param name="time">Measures it.</param>
internal sealed class JetStreamApi(INatsConnection connection, TimeSpan timeout, TimeProvider time)
{
    private static readonly byte[] Nothing = [];

    private readonly NatsSubOpts _replies = new() { Timeout = timeout, ThrowIfNoResponders = true };

    /// <summary>STREAM.INFO: what there is to know of a stream.</summary>
    internal ValueTask<JetStreamReply<StreamInfo>> StreamInfoAsync(string stream, CancellationToken cancel) =>
        AskAsync($"$JS.API.STREAM.INFO.{stream}", Nothing, null, JetStreamJson.Default.StreamInfo, cancel);

    /// <summary>STREAM.CREATE: makes a stream; one that is there in the same configuration is fine.</summary>
    internal ValueTask<JetStreamReply<StreamInfo>> CreateStreamAsync(StreamConfig config, CancellationToken cancel) =>
        AskAsync($"$JS.API.STREAM.CREATE.{config.Name}", Json(config, JetStreamJson.Default.StreamConfig), null, JetStreamJson.Default.StreamInfo, cancel);

    /// <summary>CONSUMER.CREATE: makes a consumer that the server forgets when nobody listens.</summary>
    internal ValueTask<JetStreamReply<ConsumerInfo>> CreateConsumerAsync(string stream, ConsumerConfig config, CancellationToken cancel) => AskAsync(
        $"$JS.API.CONSUMER.CREATE.{stream}",
        Json(new ConsumerCreateRequest(stream, config), JetStreamJson.Default.ConsumerCreateRequest),
        null,
        JetStreamJson.Default.ConsumerInfo,
        cancel);

    /// <summary>STREAM.MSG.GET: the last message of a subject, as the stream's leader knows it.</summary>
    internal ValueTask<JetStreamReply<MessageAnswer>> LastMessageAsync(string stream, string subject, CancellationToken cancel) => AskAsync(
        $"$JS.API.STREAM.MSG.GET.{stream}",
        Json(new MessageGetRequest(subject), JetStreamJson.Default.MessageGetRequest),
        null,
        JetStreamJson.Default.MessageAnswer,
        cancel);

    /// <summary>Publishes into a stream and waits until it is stored.</summary>
    internal ValueTask<JetStreamReply<PublishAnswer>> PublishAsync(string subject, byte[] data, NatsHeaders headers, CancellationToken cancel) =>
        AskAsync(subject, data, headers, JetStreamJson.Default.PublishAnswer, cancel);

    private static byte[] Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    private async ValueTask<JetStreamReply<T>> AskAsync<T>(string subject, byte[] request, NatsHeaders? headers, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : JetStreamAnswer
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            NatsMsg<byte[]> reply = await connection.RequestAsync<byte[], byte[]>(
                subject, request, headers, NatsRawSerializer<byte[]>.Default, NatsRawSerializer<byte[]>.Default, replyOpts: _replies, cancellationToken: both.Token).ConfigureAwait(false);
            return JsonSerializer.Deserialize(reply.Data ?? Nothing, type) is { } answer
                ? JetStreamReply<T>.Of(answer)
                : JetStreamReply<T>.None("the answer is empty");
        }
        catch (NatsNoRespondersException)
        {
            return JetStreamReply<T>.None("nobody answers: JetStream is off, has no leader, or has no such stream", nobodyListens: true);
        }
        catch (NatsPayloadTooLargeException e)
        {
            return JetStreamReply<T>.Refused(new JetStreamError(400, JetStreamErrors.MessageTooLarge, e.Message));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return JetStreamReply<T>.None($"no answer within {timeout.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e is NatsException or IOException or System.Net.Sockets.SocketException or System.Security.Authentication.AuthenticationException)
        {
            return JetStreamReply<T>.None(e.Message);
        }
        catch (JsonException)
        {
            return JetStreamReply<T>.None("the answer is not the JSON that was expected");
        }
    }
}
