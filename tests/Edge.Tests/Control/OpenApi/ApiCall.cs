using System.Globalization;
using System.Text;
using System.Text.Json;
using Shared.Json;

namespace Edge.Tests.Control.OpenApi;

/// <summary>A call of an operation of the document.</summary>
internal sealed record ApiCall(string Operation)
{
    /// <summary>The query, without its question mark.</summary>
    internal string Query { get; init; } = "";

    /// <summary>The resource in the path; null for the one of the examples.</summary>
    internal string? Id { get; init; }

    /// <summary>Which example of a request is sent; null for <see cref="Body"/>.</summary>
    internal string? Example { get; init; }

    /// <summary>What is sent; null for nothing.</summary>
    internal string? Body { get; init; }

    /// <summary>The key that is sent; null for none.</summary>
    internal string? Key { get; init; }

    /// <summary>The version that was seen; null for any.</summary>
    internal string? IfMatch { get; init; }

    /// <summary>The method, where it is not that of the operation.</summary>
    internal string? Method { get; init; }

    /// <summary>The status that must come back.</summary>
    internal int Status { get; init; } = 200;

    internal async Task<ApiAnswer> SendAsync(HttpClient client, string account)
    {
        ApiOperation operation = ApiDocument.Operation(Operation);
        string path = operation.PathFor(account, Id) + (Query.Length > 0 ? "?" + Query : "");
        using var request = new HttpRequestMessage(new HttpMethod(Method ?? operation.Method), new Uri(path, UriKind.Relative));
        if (Key is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Key}");
        if (IfMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", IfMatch);
        if ((Example is { } name ? operation.Examples[name].GetRawText() : Body) is { } body)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.SendAsync(request);
        return new ApiAnswer(this, (int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType ?? "", answer.Headers.ETag?.ToString(), await answer.Content.ReadAsStringAsync());
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Method} {Operation} {Id}?{Query} {Example}{Body} -> {Status}");
}

/// <summary>What came back.</summary>
internal sealed record ApiAnswer(ApiCall Call, int Status, string MediaType, string? Tag, string Text)
{
    private static readonly SchemaChecker Checker = new(ApiDocument.Root);

    /// <summary>The answer as JSON; what is no JSON as a text.</summary>
    internal JsonElement Body => MediaType == "application/json" ? JsonDocument.Parse(Text).RootElement : JsonDocument.Parse(JsonSerializer.Serialize(Text)).RootElement;

    /// <summary>What the document says of it; null when it says nothing of this kind of content.</summary>
    internal JsonElement? Schema =>
        Response.GetProperty("content").TryGetProperty(MediaType, out JsonElement content) ? content.GetProperty("schema") : null;

    private JsonElement Response => ApiDocument.Operation(Call.Operation).Response(Status);

    /// <summary>Whatever is not as the call expects and the document says, for people.</summary>
    internal IEnumerable<string> Faults()
    {
        if (Status != Call.Status)
            return [$"{Call}: {Status} {Text}"];
        if (Schema is not { } schema)
            return [$"{Call}: the document knows no {MediaType}"];
        JsonElement tag = default;
        bool hasTag = Response.TryGetProperty("headers", out JsonElement headers) && headers.TryGetProperty("ETag", out tag);
        IEnumerable<string> ofTag = Tag is null ? []
            : !hasTag ? ["the document knows no ETag"]
            : Checker.Check(ApiDocument.Resolve(tag).GetProperty("schema"), JsonDocument.Parse(JsonSerializer.Serialize(Tag)).RootElement);
        return ofTag.Concat(Checker.Check(schema, Body)).Select(fault => $"{Call}: {fault}\n{Text}");
    }
}
