using System.Text;
using ConfigSync.Snapshots;
using Edge.Access;
using Edge.Faults;
using Edge.Forwarding;
using Edge.Http1;
using Edge.Intake;
using Edge.Telemetry.Records;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Edge.Drivers;

/// <summary>Step 2: a request's head as Kestrel read it, judged and turned into what goes upstream.</summary>
internal static class KestrelRequest
{
    /// <summary>What is wrong with a call that asks for a time there is not.</summary>
    internal const string Timeouts = "x-edge-timeout-connect, -first-byte, -idle and -total take a time from 1ms to 24h, such as 500ms, 30s or 2m.";

    /// <summary>What a caller reads that sends a form.</summary>
    internal const string NoMultipart = "Multipart bodies are not supported: only calls with a JSON body are routed.";

    /// <summary>The origin-form target without its query; absolute-form and others come as Kestrel understood them.</summary>
    internal static ReadOnlySpan<char> PathOf(IHttpRequestFeature request, out ReadOnlySpan<char> query)
    {
        ReadOnlySpan<char> target = request.RawTarget;
        if (target.IsEmpty || target[0] != '/')
            target = new PathString(request.Path).ToUriComponent() + request.QueryString;
        int mark = target.IndexOf('?');
        query = mark < 0 ? default : target[mark..];
        return mark < 0 ? target : target[..mark];
    }

    /// <summary>
    /// How long the body is said to be: -1 when nobody says. A length alone does not tell, since HTTP/2 needs none (RFC 9113 §8.1).
    /// </summary>
    internal static long LengthOf(IFeatureCollection features)
    {
        if (features.GetRequiredFeature<IHttpRequestFeature>().Headers.ContentLength is { } length)
            return length;
        return features.GetRequiredFeature<IHttpRequestBodyDetectionFeature>().CanHaveBody ? -1 : 0;
    }

    /// <summary>The key the caller presents, empty when there is none.</summary>
    internal static ReadOnlySpan<char> KeyOf(IHeaderDictionary fields) =>
        KeyField.Find(fields.Authorization.ToString(), fields["x-api-key"].ToString(), fields["api-key"].ToString());

    /// <summary>What speaks against forwarding a call with this head, if anything.</summary>
    internal static Fault Judge(IHeaderDictionary fields)
    {
        if (IsUpgrade(fields))
            return new Fault(FaultKind.UpgradeUnsupported);
        if (IsFramedTwice(fields))
            return new Fault(FaultKind.BadRequest, RequestFlaw.Framing);
        if (!StringValues.IsNullOrEmpty(fields.ContentEncoding) && fields.ContentEncoding != "identity")
            return new Fault(FaultKind.ContentEncoding);
        // Of two types each reader believes another one.
        if (fields.ContentType.Count > 1)
            return new Fault(FaultKind.UnsupportedMediaType);
        string type = fields.ContentType.ToString();
        if (type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
            return new Fault(FaultKind.UnsupportedMediaType, NoMultipart);
        return type.Length > 0 && !IsJson(type) ? new Fault(FaultKind.UnsupportedMediaType) : default;
    }

    /// <summary>Writes what of the head goes upstream. Allocates only for fields that are sent twice.</summary>
    internal static Fault Write(RequestHead head, IHeaderDictionary fields, RoutingSnapshot snapshot, scoped Call call, ReadOnlySpan<char> query)
    {
        head.Target.Append("/"u8);
        if (!RequestLines.Target(head.Target, call.Path) || !RequestLines.Target(head.Target, query))
            return new Fault(FaultKind.BadRequest, RequestFlaw.Target);
        head.EndMark = EndMarks.Of(call.Path);
        head.IsRepeatable = call.IsRepeatable;
        if (fields.TryGetValue("x-session-affinity", out StringValues session))
            head.Session = SessionKey.Of(Encoding.Latin1.GetBytes(string.Join(", ", session.ToArray())));
        head.Details.IsAsked = fields.ContainsKey(AnswerDetails.Field);
        StringValues connection = fields.Connection;
        foreach ((string name, StringValues values) in fields)
        {
            if (name.StartsWith(CallTimeouts.Prefix, StringComparison.OrdinalIgnoreCase) && !TryTakeTimeout(head, name, values))
                return new Fault(FaultKind.BadRequest, Timeouts);
            if (FieldRules.DropFromRequest(name) || (head.Trace.IsOn && TraceFields.Has(name)) || IsNamed(connection, name) || snapshot.IsCredentialField(name))
                continue;
            foreach (string? value in values)
            {
                if (!RequestLines.Field(head.Fields, name, value))
                    return new Fault(FaultKind.BadRequest, RequestFlaw.Field);
            }
        }
        head.Fields.Append("x-request-id: "u8);
        head.Fields.Append(head.RequestId.Span);
        head.Fields.Append("\r\n"u8);
        return default;
    }

    /// <summary>
    /// Whether another reader could find the body's end elsewhere: a transfer coding besides chunked, or both framings, where
    /// Kestrel takes the chunks and renames the length (RFC 9112 §6.1).
    /// </summary>
    private static bool TryTakeTimeout(RequestHead head, string name, StringValues values)
    {
        foreach (string? value in values)
        {
            if (!head.Timeouts.TryTake(Encoding.Latin1.GetBytes(name), Encoding.Latin1.GetBytes(value ?? "")))
                return false;
        }
        return true;
    }

    private static bool IsFramedTwice(IHeaderDictionary fields)
    {
        StringValues coding = fields.TransferEncoding;
        return coding.Count > 0
            && (coding.Count > 1 || !"chunked".Equals(coding, StringComparison.OrdinalIgnoreCase) || fields.ContainsKey("X-Content-Length"));
    }

    private static bool IsJson(ReadOnlySpan<char> type)
    {
        int end = type.IndexOf(';');
        ReadOnlySpan<char> media = (end < 0 ? type : type[..end]).Trim(" \t");
        return media.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Only WebSocket changes what the call means; other offers (h2c) may be ignored (RFC 9110 §7.8).</summary>
    private static bool IsUpgrade(IHeaderDictionary fields) =>
        fields.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether <c>Connection</c> names the field, which makes it hop-by-hop (RFC 9110 §7.6.1).</summary>
    private static bool IsNamed(StringValues connection, string name)
    {
        foreach (string? value in connection)
        {
            if (FieldRules.IsNamed(value, name))
                return true;
        }
        return false;
    }
}
