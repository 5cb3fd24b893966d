using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Edge.Control.Api;

/// <summary>One request to the control API, with its key looked at and its body read.</summary>
internal sealed class ControlCall
{
    /// <summary>Largest body, as large as a document of the store may be.</summary>
    private const int MaxBody = 1 << 20;

    private readonly Dictionary<string, StringValues> _query;

    private ControlCall(IFeatureCollection features, ControlCaller caller)
    {
        IHttpRequestFeature request = features.GetRequiredFeature<IHttpRequestFeature>();
        Caller = caller;
        Method = request.Method;
        IfMatch = request.Headers.IfMatch.ToString();
        _query = QueryHelpers.ParseQuery(request.QueryString);
        Cancel = features.Get<IHttpRequestLifetimeFeature>()?.RequestAborted ?? default;
    }

    /// <summary>Who calls.</summary>
    internal ControlCaller Caller { get; }

    /// <summary>The method.</summary>
    internal string Method { get; }

    /// <summary>The version the caller has seen; empty for any.</summary>
    internal string IfMatch { get; }

    /// <summary>The caller went away.</summary>
    internal CancellationToken Cancel { get; }

    /// <summary>The body; an empty object where there is none.</summary>
    internal JsonElement Body { get; private set; }

    /// <summary>Reads a request; null, and an error, when its body is not JSON.</summary>
    internal static async Task<(ControlCall? Call, ControlAnswer? Error)> ReadAsync(IFeatureCollection features, ControlCaller caller)
    {
        var call = new ControlCall(features, caller);
        byte[]? bytes = await ReadBodyAsync(features.GetRequiredFeature<IHttpRequestFeature>().Body, call.Cancel).ConfigureAwait(false);
        if (bytes is null)
            return (null, ControlAnswer.Fail(GatewayCode.InvalidArgument, $"The body is larger than {MaxBody >> 20} MiB."));
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes.Length == 0 ? "{}"u8.ToArray() : bytes);
            call.Body = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            return (null, ControlAnswer.Fail(GatewayCode.InvalidArgument, $"The body is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}."));
        }
        return call.Body.ValueKind == JsonValueKind.Object
            ? (call, null)
            : (null, ControlAnswer.Fail(GatewayCode.InvalidArgument, "The body must be a JSON object."));
    }

    /// <summary>A parameter of the query; empty where it is absent.</summary>
    internal string Query(string name) => _query.TryGetValue(name, out StringValues value) ? value[0] ?? "" : "";

    /// <summary>Whether a parameter of the query says true.</summary>
    internal bool Flag(string name) => Query(name) is "true" or "1";

    private static async Task<byte[]?> ReadBodyAsync(Stream body, CancellationToken cancel)
    {
        var read = new MemoryStream();
        byte[] piece = new byte[16 * 1024];
        for (int count; (count = await body.ReadAsync(piece, cancel).ConfigureAwait(false)) > 0;)
        {
            read.Write(piece, 0, count);
            if (read.Length > MaxBody)
                return null;
        }
        return read.ToArray();
    }
}
