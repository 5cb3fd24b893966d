using System.Text.Json;

namespace Edge.Mock.Answers;

/// <summary><c>POST completions</c>: <c>n</c> choices for each prompt, whole or streamed (OpenAI API reference, "Completions").</summary>
internal sealed class CompletionAnswer : IStreamAnswer
{
    private readonly MockAsk _ask;
    private readonly Reply[] _replies;
    private readonly int _promptTokens;

    /// <summary>Prepares the answer to <paramref name="ask"/>.</summary>
    internal CompletionAnswer(MockAsk ask)
    {
        _ask = ask;
        JsonElement prompt = ask.Get("prompt");
        int prompts = prompt.ValueKind == JsonValueKind.Array && prompt.GetArrayLength() > 0 && prompt[0].ValueKind != JsonValueKind.Number
            ? prompt.GetArrayLength() : 1;
        _replies = new Reply[Math.Clamp(prompts * Math.Min(ask.Number("n") ?? 1, 128), 1, 2048)];
        for (int i = 0; i < _replies.Length; i++)
            _replies[i] = new Reply(ask, ask.Number("max_tokens"), i);
        _promptTokens = UsageCount.Of(prompt);
    }

    /// <inheritdoc/>
    public int Tokens => _replies[0].Count;

    /// <inheritdoc/>
    public void WriteJson(Utf8JsonWriter json)
    {
        Open(json);
        for (int i = 0; i < _replies.Length; i++)
            WriteChoice(json, i, _replies[i].Whole(), FinishReason(_replies[i]));
        json.WriteEndArray();
        Usage.WriteChat(json, _promptTokens, _replies);
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public IEnumerable<SseStep> Stream(SseFrame frame)
    {
        for (int piece = 0; piece < _replies[0].Count; piece++)
        {
            for (int i = 0; i < _replies.Length; i++)
            {
                Utf8JsonWriter json = frame.Begin();
                Open(json);
                WriteChoice(json, i, _replies[i].Piece(piece), piece == _replies[i].Count - 1 ? FinishReason(_replies[i]) : null);
                json.WriteEndArray();
                if (_ask.IncludeUsage)
                    json.WriteNull("usage"u8);
                json.WriteEndObject();
                frame.End();
                yield return new SseStep(piece > 0 && i == 0 ? 1 : 0);
            }
        }
        if (_ask.IncludeUsage)
        {
            Utf8JsonWriter json = frame.Begin();
            Open(json);
            json.WriteEndArray();
            Usage.WriteChat(json, _promptTokens, _replies);
            json.WriteEndObject();
            frame.End();
            yield return new SseStep(0);
        }
        frame.Done();
        yield return new SseStep(0, EndMark: true);
    }

    private void Open(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, "cmpl-" + _ask.Id);
        json.WriteString("object"u8, "text_completion"u8);
        json.WriteNumber("created"u8, _ask.Created);
        json.WriteString("model"u8, _ask.Model);
        _ask.WriteUser(json);
        json.WriteStartArray("choices"u8);
    }

    private static void WriteChoice(Utf8JsonWriter json, int index, string text, string? finishReason)
    {
        json.WriteStartObject();
        json.WriteString("text"u8, text);
        json.WriteNumber("index"u8, index);
        json.WriteNull("logprobs"u8);
        json.WriteString("finish_reason"u8, finishReason);
        json.WriteEndObject();
    }

    private static string FinishReason(Reply reply) => reply.CutShort ? "length" : "stop";
}
