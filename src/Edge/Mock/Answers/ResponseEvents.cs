using System.Text.Json;

namespace Edge.Mock.Answers;

/// <summary>Numbers the events of a streamed response and gives each its <c>type</c>. One per stream.</summary>
internal sealed class ResponseEvents(SseFrame frame)
{
    private Utf8JsonWriter? _json;
    private int _sequence;

    /// <summary>Begins an event; its members go to what is returned.</summary>
    internal Utf8JsonWriter Begin(string name)
    {
        _json = frame.Begin(name);
        _json.WriteStartObject();
        _json.WriteString("type"u8, name);
        _json.WriteNumber("sequence_number"u8, _sequence++);
        return _json;
    }

    /// <summary>Ends the event.</summary>
    internal SseStep End(int tokens = 0)
    {
        _json!.WriteEndObject();
        frame.End();
        return new SseStep(tokens);
    }
}
