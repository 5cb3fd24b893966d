using System.Text.Json;
using Edge.Mock.Answers;
using Edge.Mock.Wire;

namespace Edge.Mock;

/// <summary>Decides what a request is answered with. No I/O, no state; any thread.</summary>
internal sealed class MockDesk(MockOptions options)
{
    private static readonly string[] AnyModels = ["mock-model"];

    /// <summary>The models that are listed.</summary>
    internal IReadOnlyList<string> Models => options.Models.Count > 0 ? options.Models : AnyModels;

    /// <summary>Answers a call.</summary>
    /// <param name="call">Which.</param>
    /// <param name="head">Its head.</param>
    /// <param name="document">Its body; null when that is no JSON object.</param>
    /// <param name="tokens">Tokens to answer with.</param>
    internal MockReply Answer(MockCall call, MockHead head, JsonDocument? document, int tokens)
    {
        bool anthropic = call == MockCall.Messages;
        if (call == MockCall.Unknown)
            return Error(404, $"Unknown request URL: {head.Method} {head.Path}.", "unknown_url");
        if (head.Method != MockRoute.MethodOf(call))
            return Error(405, $"Not allowed to {head.Method} on {head.Path}.", "method_not_allowed", anthropic: anthropic);
        if (options.Key is not null && KeyOf(head) != options.Key)
            return Error(401, "Incorrect API key provided.", "invalid_api_key", anthropic: anthropic);
        if (call == MockCall.Models)
            return AnswerModels(MockRoute.ModelOf(head.Path));
        if (document is null)
            return Error(400, "We could not parse the JSON body of your request: it is no JSON object.", anthropic: anthropic);
        try
        {
            return AnswerWork(call, document.RootElement, tokens, anthropic);
        }
        catch (InvalidOperationException)
        {
            // A string with half a surrogate pair is JSON, but not text.
            return Error(400, "The JSON body of your request has a string that is not valid Unicode.", anthropic: anthropic);
        }
    }

    /// <summary>The answer for a status that a fault asks for.</summary>
    internal static MockReply Fail(MockCall call, int status, string? model) => MockReply.Of(
        new ErrorAnswer(status, $"The mock was asked to answer {status}.", status == 429 ? "rate_limit_exceeded" : "mock_fault", anthropic: call == MockCall.Messages), model);

    private MockReply AnswerWork(MockCall call, JsonElement root, int tokens, bool anthropic)
    {
        string? model = root.TryGetProperty("model", out JsonElement named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
        if (model is null && call == MockCall.Moderations)
            model = "omni-moderation-latest";
        if (model is null)
            return Error(400, "you must provide a model parameter", param: "model", anthropic: anthropic);
        if (options.Models.Count > 0 && !options.Models.Contains(model))
            return Error(404, $"The model '{model}' does not exist or you do not have access to it.", "model_not_found", "model", anthropic, model);
        var ask = new MockAsk(root, model, tokens, MockAsk.SeedOf(root, options.Seed), options.Time.GetUtcNow().ToUnixTimeSeconds());
        IJsonAnswer answer = call switch
        {
            MockCall.Chat => new ChatAnswer(ask),
            MockCall.Completions => new CompletionAnswer(ask),
            MockCall.Embeddings => new EmbeddingsAnswer(ask),
            MockCall.Responses => new ResponsesAnswer(ask),
            MockCall.Messages => new MessagesAnswer(ask),
            MockCall.Moderations => new ModerationAnswer(ask),
            MockCall.Rerank => new RerankAnswer(ask),
            MockCall.Score => new ScoreAnswer(ask),
            _ => throw new ArgumentOutOfRangeException(nameof(call), call, "a call without an answer"),
        };
        return new MockReply(200, answer, model, ask.Streamed && answer is IStreamAnswer, Works: true);
    }

    private MockReply AnswerModels(string? id)
    {
        if (id is not null && options.Models.Count > 0 && !options.Models.Contains(id))
            return Error(404, $"The model '{id}' does not exist", "model_not_found", "model");
        return new MockReply(200, new ModelsAnswer(Models, id, options.Time.GetUtcNow().ToUnixTimeSeconds()));
    }

    private static string? KeyOf(MockHead head)
    {
        const string Bearer = "Bearer ";
        string? given = head.Get("authorization");
        return given is not null && given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? given[Bearer.Length..] : head.Get("x-api-key");
    }

    private static MockReply Error(int status, string message, string? code = null, string? param = null, bool anthropic = false, string? model = null) =>
        MockReply.Of(new ErrorAnswer(status, message, code, param, anthropic), model);
}
