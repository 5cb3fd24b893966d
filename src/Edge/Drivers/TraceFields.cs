using System.Text;
using Edge.Forwarding;
using Edge.Http1;
using Edge.Telemetry.Tracing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Edge.Drivers;

/// <summary>
/// Step 2 where traces are made: which trace a request belongs to, by its <c>traceparent</c> and <c>tracestate</c>. Where one of them is
/// not what it should be, it counts as absent (W3C Trace Context §4.3). Allocates nothing once a head has been used.
/// </summary>
internal static class TraceFields
{
    private static ReadOnlySpan<byte> StateName => "tracestate: "u8;

    /// <summary>Begins the trace of a request whose head was parsed here.</summary>
    internal static void Begin(RequestHead to, HeadSampling sampling, RequestHeadParser request, ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> parent = RawRequest.OnlyValue(request, head, RequestField.TraceParent, out bool twice);
        to.Trace = sampling.Begin(twice ? default : parent);
        // What others keep with a trace means nothing in another one.
        if (to.Trace.Parent == 0 || !request.Has(RequestField.TraceState))
            return;
        var state = default(TraceState);
        for (int i = 0; i < request.FieldCount; i++)
        {
            if (request.Known(i) != RequestField.TraceState)
                continue;
            int start = to.TraceState.Length + StateName.Length;
            to.TraceState.Append(StateName);
            to.TraceState.Append(request.Value(head, i));
            if (!Finish(to, ref state, start))
                return;
        }
    }

    /// <summary>Begins the trace of a request that Kestrel read.</summary>
    internal static void Begin(RequestHead to, HeadSampling sampling, IHeaderDictionary fields)
    {
        to.Trace = Begin(sampling, fields);
        if (to.Trace.Parent == 0)
            return;
        var state = default(TraceState);
        foreach (string? value in fields.TraceState)
        {
            int start = to.TraceState.Length + StateName.Length;
            to.TraceState.Append(StateName);
            to.TraceState.AppendLatin1(value);
            if (!Finish(to, ref state, start))
                return;
        }
    }

    /// <summary>Begins the trace of a request that is answered here, so that nothing of it goes on.</summary>
    internal static TraceContext Begin(HeadSampling sampling, IHeaderDictionary fields)
    {
        StringValues parents = fields.TraceParent;
        string? parent = parents.Count == 1 ? parents[0] : null;
        // One more than is read, so that a value that is too long stays so.
        Span<byte> bytes = stackalloc byte[TraceParent.Length + 1];
        return sampling.Begin(bytes[..Encoding.Latin1.GetBytes(parent.AsSpan(0, Math.Min(parent?.Length ?? 0, bytes.Length)), bytes)]);
    }

    /// <summary>Whether <paramref name="name"/> is one of the two fields.</summary>
    internal static bool Has(string name) =>
        name.Equals("traceparent", StringComparison.OrdinalIgnoreCase) || name.Equals("tracestate", StringComparison.OrdinalIgnoreCase);

    // One field that is none drops all of them: they are one list.
    private static bool Finish(RequestHead to, ref TraceState state, int start)
    {
        if (!state.Take(to.TraceState.Span[start..]))
        {
            to.TraceState.Clear();
            return false;
        }
        to.TraceState.Append(RequestLines.Crlf);
        return true;
    }
}
