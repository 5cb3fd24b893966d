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
        "models" => CallOperation.Models,
        "usage" => CallOperation.Usage,
        _ when path.StartsWith("models/", StringComparison.Ordinal) => CallOperation.Models,
        _ => CallOperation.Other,
    };

    /// <summary>Whether Edge answers it by itself, to GET; the others are by POST.</summary>
    internal static bool IsOwn(CallOperation operation) => operation is CallOperation.Models or CallOperation.Usage;

    /// <summary>Its method, for <c>http.request.method</c>: that of a path without a name is not known (<c>_OTHER</c>).</summary>
    internal static string Method(CallOperation operation) => operation == CallOperation.Other ? "_OTHER" : IsOwn(operation) ? "GET" : "POST";

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
