using System.Text.Json;
using Edge.LoadTests.Scenarios.Asking;
using NBomber.Contracts;
using NBomber.CSharp;

namespace Edge.LoadTests.Scenarios.Judging;

/// <summary>Judges answers that are one JSON document.</summary>
/// <param name="nonces">Whether the target brings nonces back.</param>
internal sealed class Answer(bool nonces)
{
    /// <summary>Whether the target brings nonces back.</summary>
    internal bool Nonces => nonces;

    /// <summary>Reads an answer whole and judges it.</summary>
    internal async Task<Response<object>> JudgeAsync(Question question, HttpResponseMessage answer, string? served, CancellationToken cancellation)
    {
        byte[] body = await answer.Content.ReadAsByteArrayAsync(cancellation);
        return Judge(question, (int)answer.StatusCode, body, served);
    }

    /// <summary>Judges an answer that was read; <paramref name="served"/> is the model that must stand in it, or null.</summary>
    internal Response<object> Judge(Question question, int status, ReadOnlyMemory<byte> body, string? served)
    {
        if (status != 200)
            return Response.Fail(statusCode: $"{status}", message: Start(body.Span));
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return Wrong(question, document.RootElement, served) is { } wrong
                ? Response.Fail(statusCode: wrong, message: Start(body.Span), sizeBytes: body.Length)
                : Response.Ok(statusCode: "200", sizeBytes: body.Length);
        }
        catch (JsonException e)
        {
            return Response.Fail(statusCode: "not_json", message: e.Message, sizeBytes: body.Length);
        }
    }

    /// <summary>What is wrong with an answer, or an event of one: its nonce or its model. Null where nothing is.</summary>
    internal string? WrongOwner(Question question, JsonElement root, string? served)
    {
        if (nonces && Text(root, "user") != question.Nonce)
            return "wrong_nonce";
        return served is not null && Text(root, "model") != served ? "wrong_model" : null;
    }

    private string? Wrong(Question question, JsonElement root, string? served)
    {
        bool whole = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("choices", out JsonElement choices) && choices.ValueKind == JsonValueKind.Array
            && choices.GetArrayLength() == 1 && choices[0].TryGetProperty("message", out JsonElement message) && Text(message, "content") is { Length: > 0 };
        return whole ? WrongOwner(question, root, served) : "no_answer";
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Start(ReadOnlySpan<byte> body) => System.Text.Encoding.UTF8.GetString(body[..Math.Min(body.Length, 120)]);
}
