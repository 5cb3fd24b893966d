using System.Text.Json;

namespace Edge.Mock.Answers;

/// <summary><c>POST chat/completions</c>: text or a tool call, whole or as chunks (OpenAI API reference, "Chat").</summary>
internal sealed class ChatAnswer : IStreamAnswer
{
    private readonly MockAsk _ask;
    private readonly Reply[] _replies;
    private readonly int _promptTokens;

    /// <summary>Prepares the answer to <paramref name="ask"/>.</summary>
    internal ChatAnswer(MockAsk ask)
    {
        _ask = ask;
        _replies = Replies(ask, ask.Number("max_completion_tokens") ?? ask.Number("max_tokens"));
        _promptTokens = UsageCount.Of(ask.Get("messages")) + UsageCount.Of(ask.Get("tools"));
    }

    /// <inheritdoc/>
    public int Tokens => _replies[0].Count;

    /// <summary>As many replies as <c>n</c> asks for, 1 to 128.</summary>
    internal static Reply[] Replies(MockAsk ask, int? limit)
    {
        var replies = new Reply[Math.Clamp(ask.Number("n") ?? 1, 1, 128)];
        for (int i = 0; i < replies.Length; i++)
            replies[i] = new Reply(ask, limit, i);
        return replies;
    }

    /// <inheritdoc/>
    public void WriteJson(Utf8JsonWriter json)
    {
        Open(json, "chat.completion");
        for (int i = 0; i < _replies.Length; i++)
        {
            Reply reply = _replies[i];
            json.WriteStartObject();
            json.WriteNumber("index"u8, i);
            json.WriteStartObject("message"u8);
            json.WriteString("role"u8, "assistant"u8);
            json.WriteString("content"u8, reply.Tool is null ? reply.Whole() : null);
            if (reply.Tool is not null)
                WriteToolCalls(json, i, reply.Tool.Name, reply.Tool.Arguments, first: true, whole: true);
            json.WriteNull("refusal"u8);
            json.WriteEndObject();
            json.WriteNull("logprobs"u8);
            json.WriteString("finish_reason"u8, FinishReason(reply));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteUsage(json);
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public IEnumerable<SseStep> Stream(SseFrame frame)
    {
        for (int i = 0; i < _replies.Length; i++)
        {
            Chunk(frame, i, _replies[i], -1);
            yield return new SseStep(0);
        }
        for (int piece = 0; piece < Longest(_replies); piece++)
        {
            for (int i = 0; i < _replies.Length; i++)
            {
                if (piece >= _replies[i].Count)
                    continue;
                Chunk(frame, i, _replies[i], piece);
                yield return new SseStep(piece > 0 && i == 0 ? 1 : 0);
            }
        }
        for (int i = 0; i < _replies.Length; i++)
        {
            Chunk(frame, i, _replies[i], _replies[i].Count);
            yield return new SseStep(0);
        }
        if (_ask.IncludeUsage)
        {
            Utf8JsonWriter json = frame.Begin();
            Open(json, "chat.completion.chunk");
            json.WriteEndArray();
            WriteUsage(json);
            json.WriteEndObject();
            frame.End();
            yield return new SseStep(0);
        }
        frame.Done();
        yield return new SseStep(0, EndMark: true);
    }

    /// <summary>The pieces of the longest of several replies.</summary>
    internal static int Longest(Reply[] replies)
    {
        int longest = 0;
        foreach (Reply reply in replies)
            longest = Math.Max(longest, reply.Count);
        return longest;
    }

    // Piece -1 is the chunk with the role, the one after the last piece that with the finish reason.
    private void Chunk(SseFrame frame, int index, Reply reply, int piece)
    {
        Utf8JsonWriter json = frame.Begin();
        Open(json, "chat.completion.chunk");
        json.WriteStartObject();
        json.WriteNumber("index"u8, index);
        json.WriteStartObject("delta"u8);
        if (piece < 0)
        {
            json.WriteString("role"u8, "assistant"u8);
            json.WriteString("content"u8, reply.Tool is null ? "" : null);
            if (reply.Tool is not null)
                WriteToolCalls(json, index, reply.Tool.Name, "", first: true, whole: false);
        }
        else if (piece < reply.Count && reply.Tool is null)
            json.WriteString("content"u8, reply.Piece(piece));
        else if (piece < reply.Count)
            WriteToolCalls(json, index, null, reply.Piece(piece), first: false, whole: false);
        json.WriteEndObject();
        json.WriteNull("logprobs"u8);
        json.WriteString("finish_reason"u8, piece == reply.Count ? FinishReason(reply) : null);
        json.WriteEndObject();
        json.WriteEndArray();
        if (_ask.IncludeUsage)
            json.WriteNull("usage"u8);
        json.WriteEndObject();
        frame.End();
    }

    private void Open(Utf8JsonWriter json, string kind)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, "chatcmpl-" + _ask.Id);
        json.WriteString("object"u8, kind);
        json.WriteNumber("created"u8, _ask.Created);
        json.WriteString("model"u8, _ask.Model);
        _ask.WriteUser(json);
        json.WriteString("service_tier"u8, "default"u8);
        json.WriteString("system_fingerprint"u8, "fp_edge_mock"u8);
        json.WriteStartArray("choices"u8);
    }

    private void WriteToolCalls(Utf8JsonWriter json, int index, string? name, string arguments, bool first, bool whole)
    {
        json.WriteStartArray("tool_calls"u8);
        json.WriteStartObject();
        if (!whole)
            json.WriteNumber("index"u8, 0);
        if (first)
        {
            json.WriteString("id"u8, $"call_{_ask.Id}{index}");
            json.WriteString("type"u8, "function"u8);
        }
        json.WriteStartObject("function"u8);
        if (name is not null)
            json.WriteString("name"u8, name);
        json.WriteString("arguments"u8, arguments);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteUsage(Utf8JsonWriter json) => Usage.WriteChat(json, _promptTokens, _replies);

    private static string FinishReason(Reply reply) => reply.Tool is not null ? "tool_calls" : reply.CutShort ? "length" : "stop";
}
