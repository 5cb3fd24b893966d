using System.Buffers;
using System.Text;
using System.Text.Json;
using NATS.Client.Core;
using NATS.Client.Core.Protocol;
using NATS.Client.Core.Tests.Protocol;

namespace Edge.Fuzz.Targets;

/// <summary>Takes commands of a server, notes them, and reads what is inside as the client does.</summary>
internal sealed class NatsFrameChecks : IFrameHandler
{
    private readonly StringBuilder _said = new();

    /// <inheritdoc/>
    public bool Done => false;

    /// <summary>The commands so far, as <see cref="Said"/> writes them.</summary>
    internal string Commands => _said.ToString();

    /// <summary>What is wrong with the reading of what is inside, or null.</summary>
    internal string? Wrong { get; private set; }

    /// <inheritdoc/>
    public ValueTask HandleAsync(in Frame frame)
    {
        _said.Append(Said.Of(frame));
        if (frame.Kind == FrameKind.Info)
            ReadInfo(frame.Text);
        else if (frame.Kind == FrameKind.HMsg)
            Wrong ??= ReadHeader(frame.Headers);
        return ValueTask.CompletedTask;
    }

    private static void ReadInfo(ReadOnlySpan<byte> json)
    {
        try
        {
            JsonSerializer.Deserialize(json, ProtocolJson.Default.ServerInfo);
        }
        catch (JsonException)
        {
            // What the client makes a violation of the protocol of; any other exception would end its connection for good.
        }
    }

    private static string? ReadHeader(in ReadOnlySequence<byte> header)
    {
        byte[] bytes = header.ToArray();
        HeaderReader.IsNoResponders(header);
        var headers = new NatsHeaders();
        if (HeaderReader.Read(bytes, headers, Encoding.UTF8) is not null)
            return null;
        var output = new ArrayBufferWriter<byte>();
        try
        {
            HeaderWriter.Write(output, headers, Encoding.UTF8);
        }
        catch (NatsException)
        {
            // A name or a value that may be received may not be sent: one with a lone line feed.
            return null;
        }
        var again = new NatsHeaders();
        string? mistake = HeaderReader.Read(output.WrittenSpan, again, Encoding.UTF8);
        return mistake is null && Text(again) == Text(headers) ? null : $"a header is not the same after it was written: {mistake} {Text(headers)} {Text(again)}";
    }

    private static string Text(NatsHeaders headers) => string.Join('\n', headers.Select(field => $"{field.Key}={string.Join('|', field.Value.ToArray())}"));
}
