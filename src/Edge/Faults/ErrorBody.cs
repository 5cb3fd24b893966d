using System.Buffers;
using System.Text.Json;

namespace Edge.Faults;

/// <summary>Writes the JSON of an error in the caller's dialect.</summary>
internal static class ErrorBody
{
    /// <summary>Writes the body of <paramref name="fault"/> to <paramref name="output"/>; <paramref name="requestId"/> is ASCII.</summary>
    internal static void Write(IBufferWriter<byte> output, Fault fault, ErrorDialect dialect, ReadOnlySpan<byte> requestId)
    {
        using var json = new Utf8JsonWriter(output);
        FaultRow row = fault.Row;
        string message = fault.Message ?? row.Message;
        json.WriteStartObject();
        switch (dialect)
        {
            case ErrorDialect.Anthropic:
                json.WriteString("type"u8, "error"u8);
                json.WriteStartObject("error"u8);
                json.WriteString("type"u8, AnthropicType(row.Status));
                json.WriteString("message"u8, message);
                json.WriteEndObject();
                json.WriteString("request_id"u8, requestId);
                break;
            case ErrorDialect.Fireworks:
                json.WriteStartObject("error"u8);
                json.WriteString("message"u8, message);
                json.WriteString("param"u8, row.Param);
                json.WriteString("code"u8, row.GatewayCode);
                json.WriteString("type"u8, "error"u8);
                json.WriteEndObject();
                json.WriteString("request_id"u8, requestId);
                break;
            default:
                json.WriteStartObject("error"u8);
                json.WriteString("message"u8, message);
                json.WriteString("type"u8, row.Type);
                json.WriteString("param"u8, row.Param);
                json.WriteString("code"u8, row.Code);
                json.WriteEndObject();
                break;
        }
        json.WriteEndObject();
    }

    private static string AnthropicType(int status) => status switch
    {
        400 or 405 or 408 or 415 => "invalid_request_error",
        401 => "authentication_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        503 => "overloaded_error",
        504 => "timeout_error",
        _ => "api_error",
    };
}
