using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Edge.Mock.Answers;

/// <summary>
/// The bytes of one server-sent event (WHATWG HTML, 9.2): <c>[event: NAME LF] data: JSON LF LF</c>. Reused from event to
/// event by one stream.
/// </summary>
internal sealed class SseFrame : IDisposable
{
    /// <summary>How the mock writes JSON: text beyond ASCII as it is, because that is what model servers send.</summary>
    internal static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _bytes = new(512);
    private readonly Utf8JsonWriter _json;

    /// <summary>Creates a frame without an event.</summary>
    internal SseFrame() => _json = new Utf8JsonWriter(_bytes, Json);

    /// <summary>The event; valid until the next one begins.</summary>
    internal ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    /// <summary>Begins an event; the JSON written to what is returned becomes its data.</summary>
    internal Utf8JsonWriter Begin(string? name = null)
    {
        _bytes.ResetWrittenCount();
        if (name is not null)
        {
            _bytes.Write("event: "u8);
            Encoding.ASCII.GetBytes(name, _bytes);
            _bytes.Write("\n"u8);
        }
        _bytes.Write("data: "u8);
        _json.Reset(_bytes);
        return _json;
    }

    /// <summary>Ends the event.</summary>
    internal void End()
    {
        _json.Flush();
        _bytes.Write("\n\n"u8);
    }

    /// <summary>Makes the whole event <c>data: [DONE]</c>.</summary>
    internal void Done()
    {
        _bytes.ResetWrittenCount();
        _bytes.Write("data: [DONE]\n\n"u8);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();
}
