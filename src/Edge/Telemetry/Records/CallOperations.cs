namespace Edge.Telemetry.Records;

/// <summary>What calls are named in metrics, logs and traces.</summary>
internal static class CallOperations
{
    /// <summary>The call at <paramref name="path"/>, which is what follows <c>/v1/</c>.</summary>
    internal static CallOperation Of(ReadOnlySpan<char> path) => path switch
    {
        "chat/completions" => CallOperation.Chat,
        "completions" => CallOperation.Completions,
        "responses" => CallOperation.Responses,
        "messages" => CallOperation.Messages,
        "embeddings" => CallOperation.Embeddings,
        "rerank" => CallOperation.Rerank,
        "score" => CallOperation.Score,
        "moderations" => CallOperation.Moderations,
        _ => CallOperation.Other,
    };

    /// <summary>Whether Edge answers it by itself, to GET; the others are by POST.</summary>
    internal static bool IsOwn(CallOperation operation) => operation is CallOperation.Models or CallOperation.Usage;

    /// <summary>Its route, for <c>http.route</c>.</summary>
    internal static string Route(CallOperation operation) => operation switch
    {
        CallOperation.Chat => "/v1/chat/completions",
        CallOperation.Completions => "/v1/completions",
        CallOperation.Responses => "/v1/responses",
        CallOperation.Messages => "/v1/messages",
        CallOperation.Embeddings => "/v1/embeddings",
        CallOperation.Rerank => "/v1/rerank",
        CallOperation.Score => "/v1/score",
        CallOperation.Moderations => "/v1/moderations",
        CallOperation.Models => "/v1/models",
        CallOperation.Usage => "/v1/usage",
        _ => "other",
    };

    /// <summary>Its name for <c>gen_ai.operation.name</c>: one the conventions know where there is one.</summary>
    internal static string GenAi(CallOperation operation) => operation switch
    {
        CallOperation.Chat or CallOperation.Responses or CallOperation.Messages => "chat",
        CallOperation.Completions => "text_completion",
        CallOperation.Embeddings => "embeddings",
        CallOperation.Rerank => "rerank",
        CallOperation.Score => "score",
        CallOperation.Moderations => "moderations",
        _ => "other",
    };
}
