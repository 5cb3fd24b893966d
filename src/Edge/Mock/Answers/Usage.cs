using System.Text.Json;

namespace Edge.Mock.Answers;

/// <summary>Writes the <c>usage</c> member in the shape of each call.</summary>
internal static class Usage
{
    /// <summary>As chat/completions and completions have it.</summary>
    internal static void WriteChat(Utf8JsonWriter json, int prompt, Reply[] replies)
    {
        int completion = 0;
        foreach (Reply reply in replies)
            completion += reply.Count;
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, prompt);
        json.WriteNumber("completion_tokens"u8, completion);
        json.WriteNumber("total_tokens"u8, prompt + completion);
        json.WriteStartObject("prompt_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, 0);
        json.WriteNumber("audio_tokens"u8, 0);
        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details"u8);
        json.WriteNumber("reasoning_tokens"u8, 0);
        json.WriteNumber("audio_tokens"u8, 0);
        json.WriteNumber("accepted_prediction_tokens"u8, 0);
        json.WriteNumber("rejected_prediction_tokens"u8, 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>As embeddings and rerank have it, which generate nothing.</summary>
    internal static void WritePrompt(Utf8JsonWriter json, int prompt)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, prompt);
        json.WriteNumber("total_tokens"u8, prompt);
        json.WriteEndObject();
    }
}
