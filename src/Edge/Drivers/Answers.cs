using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Drivers;

/// <summary>Whole small answers of our own.</summary>
internal static class Answers
{
    /// <summary>Sends <paramref name="body"/> with its status and type.</summary>
    internal static async Task WriteAsync(IFeatureCollection features, int status, string contentType, ReadOnlyMemory<byte> body)
    {
        IHttpResponseFeature response = features.GetRequiredFeature<IHttpResponseFeature>();
        response.StatusCode = status;
        response.Headers.ContentType = contentType;
        response.Headers.ContentLength = body.Length;
        if (features.GetRequiredFeature<IHttpRequestFeature>().Method == "HEAD")
            return;
        IHttpResponseBodyFeature output = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        output.Writer.Write(body.Span);
        await output.Writer.FlushAsync().ConfigureAwait(false);
    }
}
