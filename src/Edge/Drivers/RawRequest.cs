using System.Text;
using ConfigSync.Snapshots;
using Edge.Access;
using Edge.Faults;
using Edge.Forwarding;
using Edge.Http1;
using Edge.Intake;

namespace Edge.Drivers;

/// <summary>
/// Step 2 for a head that was parsed here: judged and turned into what goes upstream, as <see cref="KestrelRequest"/> does it
/// for one that Kestrel read. What the parser refuses does not come this far. Allocates nothing. One thread at a time.
/// </summary>
/// <param name="limits">Those of the parser.</param>
internal sealed class RawRequest(RequestLimits limits)
{
    private readonly char[] _path = new char[limits.LineBytes];

    /// <summary>The key the caller presents, empty when there is none. One that is presented twice is no key.</summary>
    internal static ReadOnlySpan<byte> KeyOf(RequestHeadParser request, ReadOnlySpan<byte> head) => KeyField.Find(
        request.ValuesOf(head, RequestField.Authorization),
        request.ValuesOf(head, RequestField.XApiKey),
        request.ValuesOf(head, RequestField.ApiKey));

    /// <summary>What speaks against forwarding a call with this head, if anything.</summary>
    internal static Fault Judge(RequestHeadParser request, ReadOnlySpan<byte> head)
    {
        if (request.Has(RequestField.Upgrade) && IsUpgrade(request, head))
            return new Fault(FaultKind.UpgradeUnsupported);
        ReadOnlySpan<byte> coding = OnlyValue(request, head, RequestField.ContentEncoding, out bool twice);
        if (twice || (!coding.IsEmpty && !coding.SequenceEqual("identity"u8)))
            return new Fault(FaultKind.ContentEncoding);
        ReadOnlySpan<byte> type = OnlyValue(request, head, RequestField.ContentType, out twice);
        // Of two types each reader believes another one.
        if (twice)
            return new Fault(FaultKind.UnsupportedMediaType);
        if (StartsWith(type, "multipart/"u8))
            return new Fault(FaultKind.UnsupportedMediaType, KestrelRequest.NoMultipart);
        return type.IsEmpty || MediaType.IsJson(type) ? default : new Fault(FaultKind.UnsupportedMediaType);
    }

    /// <summary>Writes the value of <c>x-request-id</c>: the caller's if it is sane, else a new one.</summary>
    internal static void WriteRequestId(RequestHead to, RequestHeadParser request, ReadOnlySpan<byte> head)
    {
        to.RequestId.Clear();
        RequestIds.Write(to.RequestId, request.ValuesOf(head, RequestField.XRequestId));
    }

    /// <summary>Writes who called; see <see cref="RawForwardedFields.Write"/>.</summary>
    internal static void WriteForwarded(
        RequestHead to,
        RequestHeadParser request,
        ReadOnlySpan<byte> head,
        ReadOnlySpan<byte> remote,
        bool isV6,
        bool trusted,
        ReadOnlySpan<byte> scheme) =>
        RawForwardedFields.Write(to.Forwarded, request, head, remote, isV6, trusted, scheme);

    /// <summary>
    /// Understands the target, which must not be of <see cref="TargetForm.Other"/>. The call's path is good until the next call
    /// of this method.
    /// </summary>
    internal Call CallOf(RequestHeadParser request, ReadOnlySpan<byte> head, out ReadOnlySpan<byte> query)
    {
        query = request.Query(head);
        return Call.Of(request.Method(head), request.Path(head), _path);
    }

    /// <summary>Writes what of the head goes upstream, behind <see cref="WriteRequestId"/>.</summary>
    internal static Fault Write(
        RequestHead to, RequestHeadParser request, ReadOnlySpan<byte> head, RoutingSnapshot snapshot, scoped Call call, ReadOnlySpan<byte> query)
    {
        to.Target.Append("/"u8);
        if (!RequestLines.Target(to.Target, call.Path) || !RequestLines.Target(to.Target, query))
            return new Fault(FaultKind.BadRequest, RequestFlaw.Target);
        to.EndMark = EndMarks.Of(call.Path);
        to.IsRepeatable = call.IsRepeatable;
        if (request.Has(RequestField.XSessionAffinity))
            to.Session = SessionKey.Of(request.ValuesOf(head, RequestField.XSessionAffinity));
        if (request.Has(RequestField.XEdgeTimeout) && !TryTakeTimeouts(to, request, head))
            return new Fault(FaultKind.BadRequest, KestrelRequest.Timeouts);
        to.Details.IsAsked = request.Has(RequestField.XEdgeDetails);
        // Of a traced request the fields of the trace are written anew for each attempt.
        RequestField staysFrom = to.Trace.IsOn ? RequestField.TraceParent : RequestField.Host;
        for (int i = 0; i < request.FieldCount; i++)
        {
            if (request.Known(i) < staysFrom && !request.IsNamedByConnection(i) && !snapshot.IsCredentialField(request.Name(head, i)))
                WriteField(to, request, head, i);
        }
        to.Fields.Append("x-request-id: "u8);
        to.Fields.Append(to.RequestId.Span);
        to.Fields.Append(RequestLines.Crlf);
        return default;
    }

    private static bool TryTakeTimeouts(RequestHead to, RequestHeadParser request, ReadOnlySpan<byte> head)
    {
        for (int i = 0; i < request.FieldCount; i++)
        {
            if (request.Known(i) == RequestField.XEdgeTimeout && !to.Timeouts.TryTake(request.Name(head, i), request.Value(head, i)))
                return false;
        }
        return true;
    }

    // The parser has checked name and value: nothing in them ends the line early.
    private static void WriteField(RequestHead to, RequestHeadParser request, ReadOnlySpan<byte> head, int index)
    {
        ReadOnlySpan<byte> line = request.Line(head, index);
        if (!line.IsEmpty)
        {
            to.Fields.Append(line);
            return;
        }
        to.Fields.Append(request.Name(head, index));
        to.Fields.Append(": "u8);
        to.Fields.Append(request.Value(head, index));
        to.Fields.Append(RequestLines.Crlf);
    }

    /// <summary>The value of a field that may stand once; the first one, and <paramref name="twice"/>, where there are several.</summary>
    internal static ReadOnlySpan<byte> OnlyValue(RequestHeadParser request, ReadOnlySpan<byte> head, RequestField field, out bool twice)
    {
        ReadOnlySpan<byte> value = default;
        twice = false;
        if (!request.Has(field))
            return value;
        int count = 0;
        for (int i = 0; i < request.FieldCount; i++)
        {
            if (request.Known(i) == field && count++ == 0)
                value = request.Value(head, i);
        }
        twice = count > 1;
        return value;
    }

    /// <summary>Only WebSocket changes what the call means; other offers (h2c) may be ignored (RFC 9110 §7.8).</summary>
    private static bool IsUpgrade(RequestHeadParser request, ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> offers = request.ValuesOf(head, RequestField.Upgrade);
        for (int i = 0; i < offers.Length; i++)
        {
            if (StartsWith(offers[i..], "websocket"u8))
                return true;
        }
        return false;
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower) =>
        text.Length >= lower.Length && Ascii.EqualsIgnoreCase(text[..lower.Length], lower);
}
