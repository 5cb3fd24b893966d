using System.Text.Json;

namespace Edge.Mock.Answers;

/// <summary>An error in the shape of the call: OpenAI's four keys, or Anthropic's for <c>messages</c>.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="message">What went wrong.</param>
/// <param name="code">OpenAI's error code, or null.</param>
/// <param name="param">The request field at fault, or null.</param>
/// <param name="anthropic">Whether to write Anthropic's shape.</param>
internal sealed class ErrorAnswer(int status, string message, string? code = null, string? param = null, bool anthropic = false) : IJsonAnswer
{
    /// <summary>The HTTP status.</summary>
    internal int Status => status;

    /// <inheritdoc/>
    public int Tokens => 0;

    /// <inheritdoc/>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (anthropic)
            json.WriteString("type"u8, "error"u8);
        json.WriteStartObject("error"u8);
        json.WriteString("type"u8, anthropic ? AnthropicType() : OpenAIType());
        json.WriteString("message"u8, message);
        if (!anthropic)
        {
            json.WriteString("param"u8, param);
            json.WriteString("code"u8, code);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private string OpenAIType() => status switch
    {
        429 => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };

    private string AnthropicType() => status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        529 => "overloaded_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };
}
