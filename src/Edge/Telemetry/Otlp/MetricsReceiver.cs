using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;

namespace Edge.Telemetry.Otlp;

/// <summary>Whoever takes metrics by OTLP: over HTTP, or by a unary call of gRPC. One call at a time.</summary>
/// <param name="client">Which adds what every request carries, and knows how long one may take.</param>
/// <param name="endpoint">Where it is; over HTTP with the path of metrics.</param>
/// <param name="isGrpc">Which of both.</param>
internal sealed class MetricsReceiver(HttpClient client, Uri endpoint, bool isGrpc) : IDisposable
{
    private const string Method = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

    /// <summary>Before a message of gRPC: whether it is compressed, and its length.</summary>
    private const int PrefixBytes = 5;
    private readonly Uri _url = isGrpc ? new Uri(endpoint, Method) : endpoint;
    private readonly string _name = $"{endpoint.Host}:{endpoint.Port}";

    /// <summary>Sends a message; returns for people why it was not taken, or null.</summary>
    internal async Task<string?> SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancel)
    {
        using HttpRequestMessage request = Request(message);
        try
        {
            using HttpResponseMessage answer = await client.SendAsync(request, cancel).ConfigureAwait(false);
            // What ends the answer of gRPC comes behind its content, which SendAsync has read.
            return answer.StatusCode != HttpStatusCode.OK ? $"{_name} answered {(int)answer.StatusCode}" : isGrpc ? Refusal(answer) : null;
        }
        catch (HttpRequestException e)
        {
            return $"{_name}: {e.Message}";
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return $"{_name} did not answer within {client.Timeout.TotalSeconds:0.#} s";
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private HttpRequestMessage Request(ReadOnlyMemory<byte> message)
    {
        if (!isGrpc)
            return new HttpRequestMessage(HttpMethod.Post, _url) { Content = Content(message, "application/x-protobuf") };
        byte[] framed = new byte[PrefixBytes + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
        message.CopyTo(framed.AsMemory(PrefixBytes));
        return new HttpRequestMessage(HttpMethod.Post, _url)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Headers = { TE = { new TransferCodingWithQualityHeaderValue("trailers") } },
            Content = Content(framed, "application/grpc"),
        };
    }

    private static ReadOnlyMemoryContent Content(ReadOnlyMemory<byte> bytes, string type) =>
        new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    private string? Refusal(HttpResponseMessage answer)
    {
        string status = Field(answer, "grpc-status") ?? "none";
        return status == "0" ? null : $"{_name} answered with gRPC status {status} {Uri.UnescapeDataString(Field(answer, "grpc-message") ?? "")}".TrimEnd();
    }

    /// <summary>A refusal at once has it in its head.</summary>
    private static string? Field(HttpResponseMessage answer, string name) =>
        answer.TrailingHeaders.TryGetValues(name, out IEnumerable<string>? values) || answer.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;
}
