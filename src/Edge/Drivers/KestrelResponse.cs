using System.IO.Pipelines;
using System.Text;
using Edge.Faults;
using Edge.Forwarding;
using Edge.Http1;
using Edge.Telemetry.Records;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Edge.Drivers;

/// <summary>Fills in the head of a Kestrel response: an upstream's, or an error of ours.</summary>
internal static class KestrelResponse
{
    private const string AttemptsField = "x-edge-attempts";
    private const string OverheadField = "x-edge-overhead";
    private const string ReplicaField = "x-edge-replica";
    private const string TimingField = "Server-Timing";
    private const string UpstreamRequestIdField = "x-upstream-request-id";

    /// <summary>The upstream's head, hop-by-hop fields already dropped; <paramref name="length"/> -1 when only the end tells.</summary>
    internal static void Start(IHttpResponseFeature response, ResponseHead head, RequestHead request, long length)
    {
        response.StatusCode = head.Status;
        IHeaderDictionary fields = response.Headers;
        for (int i = 0; i < head.FieldCount; i++)
        {
            string name = FieldNames.Of(head.Name(i));
            if (name == RequestIds.Field)
                name = UpstreamRequestIdField;
            string value = Encoding.Latin1.GetString(head.Value(i));
            fields[name] = StringValues.Concat(fields[name], value);
        }
        SayWay(response, request);
        // Kestrel drops the body of a 205, which must not have one (RFC 9110 §15.3.6), and throws for its length.
        if (length >= 0 && head.Status is not 204 and not 205 and not 304)
            fields.ContentLength = length;
    }

    /// <summary>An error of ours, head and body.</summary>
    internal static void Error(IHttpResponseFeature response, PipeWriter body, Fault fault, RequestHead head)
    {
        FaultRow row = fault.Row;
        response.StatusCode = row.Status;
        response.Headers[HeaderNames.ContentType] = "application/json";
        if (row.RetryAfterSeconds > 0)
            response.Headers[HeaderNames.RetryAfter] = row.RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (row.Status == StatusCodes.Status401Unauthorized)
            response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        SayWay(response, head);
        var text = new System.Buffers.ArrayBufferWriter<byte>(512);
        ErrorBody.Write(text, fault, head.Dialect, head.RequestId.Span);
        response.Headers.ContentLength = text.WrittenCount;
        System.Buffers.BuffersExtensions.Write(body, text.WrittenSpan);
    }

    private static void SayWay(IHttpResponseFeature response, RequestHead request)
    {
        AnswerDetails details = request.Details;
        if (request.Attempts > 1 || details.Any)
            response.Headers[AttemptsField] = request.Attempts.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (!details.Any)
            return;
        response.Headers.Append(TimingField, Encoding.Latin1.GetString(details.Timing.Span));
        response.Headers[OverheadField] = Encoding.Latin1.GetString(details.Overhead.Span);
        if (details.Replica.Length > 0)
            response.Headers[ReplicaField] = Encoding.Latin1.GetString(details.Replica.Span);
    }
}
