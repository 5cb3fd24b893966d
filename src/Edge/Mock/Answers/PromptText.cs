using System.Text;
using System.Text.Json;

namespace Edge.Mock.Answers;

/// <summary>The words of a request.</summary>
internal static class PromptText
{
    /// <summary>The text of the user's message, or empty when the last word was not the user's (after a tool's result, say).</summary>
    internal static string LastUser(MockAsk ask)
    {
        JsonElement turns = ask.Get("messages");
        if (turns.ValueKind == JsonValueKind.Undefined)
            turns = ask.Get("input");
        if (turns.ValueKind == JsonValueKind.String)
            return turns.GetString()!;
        if (turns.ValueKind != JsonValueKind.Array || turns.GetArrayLength() == 0)
            return "";
        JsonElement last = turns[turns.GetArrayLength() - 1];
        bool user = last.ValueKind == JsonValueKind.Object && last.TryGetProperty("role", out JsonElement role)
            && role.ValueKind == JsonValueKind.String && role.ValueEquals("user"u8);
        return user && last.TryGetProperty("content", out JsonElement content) ? Text(content) : "";
    }

    private static string Text(JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.String)
            return content.GetString()!;
        if (content.ValueKind != JsonValueKind.Array)
            return "";
        var text = new StringBuilder();
        foreach (JsonElement part in content.EnumerateArray())
        {
            // Only parts that are text have this member; images, sounds and tool results have others.
            if (part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text", out JsonElement words) && words.ValueKind == JsonValueKind.String)
                text.Append(words.GetString()).Append('\n');
        }
        return text.ToString();
    }
}
