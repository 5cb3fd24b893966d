using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Edge.Telemetry.Tracing;

/// <summary>Ids as <see cref="Activity"/> has them.</summary>
internal static class ActivityIds
{
    /// <summary>The trace id.</summary>
    internal static ActivityTraceId TraceId(in TraceContext trace) =>
        ActivityTraceId.CreateFromString(string.Create(CultureInfo.InvariantCulture, $"{trace.High:x16}{trace.Low:x16}"));

    /// <summary>A span's id; 0 is none.</summary>
    internal static ActivitySpanId SpanId(ulong id) => id == 0 ? default : ActivitySpanId.CreateFromString(Text(id));

    /// <summary>
    /// Gives a started activity the id <paramref name="id"/>, which was announced upstream before there was an activity. .NET draws ids by
    /// itself and has no way to be told one; making activities at the head instead would allocate for requests that are not kept.
    /// </summary>
    internal static void Set(Activity activity, ulong id) => SpanIdOf(activity) = Text(id);

    private static string Text(ulong id) => id.ToString("x16", CultureInfo.InvariantCulture);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    private static extern ref string? SpanIdOf(Activity activity);
}
