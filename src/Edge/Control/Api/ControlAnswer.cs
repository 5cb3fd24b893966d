using System.Buffers;
using System.Text.Json;
using Edge.Drivers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Control.Api;

/// <summary>An answer of the control API: JSON, and in errors the shape of grpc-gateway.</summary>
/// <param name="Code">How it went.</param>
/// <param name="Body">JSON in UTF-8.</param>
internal sealed record ControlAnswer(GatewayCode Code, ReadOnlyMemory<byte> Body)
{
    /// <summary>The answer of calls that have nothing to say.</summary>
    internal static readonly ControlAnswer Empty = new(GatewayCode.Ok, "{}"u8.ToArray());

    /// <summary>The resource's version for <c>If-Match</c>; null for none.</summary>
    internal string? ETag { get; init; }

    /// <summary>Whether it went well.</summary>
    internal bool IsFine => Code == GatewayCode.Ok;

    /// <summary>An error; <paramref name="message"/> names the field and the fix.</summary>
    internal static ControlAnswer Fail(GatewayCode code, string message) => Write(code, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("code"u8, (int)code);
        json.WriteString("message"u8, message);
        json.WriteStartArray("details"u8);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>A success that <paramref name="write"/> writes.</summary>
    internal static ControlAnswer Of(Action<Utf8JsonWriter> write) => Write(GatewayCode.Ok, write);

    /// <summary>Sends it as the answer of a request.</summary>
    internal Task SendAsync(IFeatureCollection features)
    {
        IHeaderDictionary fields = features.GetRequiredFeature<IHttpResponseFeature>().Headers;
        if (Code == GatewayCode.Unauthenticated)
            fields.WWWAuthenticate = "Bearer";
        if (ETag is { } tag)
            fields.ETag = tag;
        fields.CacheControl = "no-store";
        return Answers.WriteAsync(features, Code.Status(), "application/json", Body);
    }

    private static ControlAnswer Write(GatewayCode code, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            write(json);
        return new ControlAnswer(code, buffer.WrittenMemory);
    }
}
