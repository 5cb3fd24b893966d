namespace Edge.Mock;

/// <summary>Finds the call of a path. What stands before it (<c>/v1</c>, <c>/inference/v1</c>, anything) does not matter.</summary>
internal static class MockRoute
{
    private const string ModelsPath = "/models/";

    private static readonly (string Suffix, MockCall Call)[] Calls =
    [
        ("/chat/completions", MockCall.Chat), ("/completions", MockCall.Completions), ("/embeddings", MockCall.Embeddings),
        ("/responses", MockCall.Responses), ("/messages", MockCall.Messages), ("/moderations", MockCall.Moderations),
        ("/rerank", MockCall.Rerank), ("/score", MockCall.Score), ("/models", MockCall.Models),
    ];

    /// <summary>The call of a path without its query.</summary>
    internal static MockCall Of(string path)
    {
        switch (path)
        {
            case "/mock/requests":
                return MockCall.MockRequests;
            case "/mock/stats":
                return MockCall.MockStats;
            case "/mock/reset":
                return MockCall.MockReset;
            case "/mock/fault":
                return MockCall.MockFault;
        }
        foreach ((string suffix, MockCall call) in Calls)
        {
            if (path.EndsWith(suffix, StringComparison.Ordinal))
                return call;
        }
        return ModelOf(path) is null ? MockCall.Unknown : MockCall.Models;
    }

    /// <summary>The id in <c>…/models/{id}</c>, slashes and escapes included in it; null for other paths.</summary>
    internal static string? ModelOf(string path)
    {
        int at = path.IndexOf(ModelsPath, StringComparison.Ordinal);
        return at < 0 || at + ModelsPath.Length == path.Length ? null : Uri.UnescapeDataString(path[(at + ModelsPath.Length)..]);
    }

    /// <summary>The one method a call takes.</summary>
    internal static string MethodOf(MockCall call) =>
        call is MockCall.Models or MockCall.MockRequests or MockCall.MockStats ? "GET" : "POST";
}
