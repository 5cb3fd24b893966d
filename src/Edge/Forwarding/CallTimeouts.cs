using System.Buffers.Text;
using System.Text;
using ConfigSync.Resources;

namespace Edge.Forwarding;

/// <summary>
/// The timeouts of one call: those of its deployment, shortened by what the caller asks for in <c>x-edge-timeout-connect</c>, <c>-first-byte</c>, <c>-idle</c> and
/// <c>-total</c> (specs/openai.md, "Timeouts"). <see cref="TimeSpan.Zero"/> is never.
/// </summary>
internal struct CallTimeouts
{
    /// <summary>What the names of the fields begin with.</summary>
    internal const string Prefix = "x-edge-timeout-";

    /// <summary>Longest that can be asked for: a day.</summary>
    private const long Longest = 24 * 60 * 60 * 1000;

    /// <summary>Until a connection is there, waiting for one included.</summary>
    internal TimeSpan Connect;

    /// <summary>From the request being sent to the first byte of the answer.</summary>
    internal TimeSpan FirstByte;

    /// <summary>Between two reads of the answer, or two writes of the request.</summary>
    internal TimeSpan Idle;

    /// <summary>From the request's arrival to its end.</summary>
    internal TimeSpan Total;

    /// <summary>Takes what one field asks for; false where it is no such field, or no time.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="value">A whole number and <c>ms</c>, <c>s</c>, <c>m</c> or <c>h</c>; without a unit it is seconds.</param>
    internal bool TryTake(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!TryParse(value, out TimeSpan span))
            return false;
        ReadOnlySpan<byte> which = name[Prefix.Length..];
        if (Ascii.EqualsIgnoreCase(which, "connect"u8))
            Connect = span;
        else if (Ascii.EqualsIgnoreCase(which, "first-byte"u8))
            FirstByte = span;
        else if (Ascii.EqualsIgnoreCase(which, "idle"u8))
            Idle = span;
        else if (Ascii.EqualsIgnoreCase(which, "total"u8))
            Total = span;
        else
            return false;
        return true;
    }

    /// <summary>What holds for a call of a deployment: no caller gets more time than that gives.</summary>
    internal readonly CallTimeouts Within(TimeoutsConfig deployment) => new()
    {
        Connect = Connect,
        FirstByte = Least(FirstByte, deployment.FirstByte),
        Idle = Least(Idle, deployment.Idle),
        Total = Least(Total, deployment.Total),
    };

    private static TimeSpan Least(TimeSpan asked, TimeSpan given) =>
        asked == TimeSpan.Zero ? given : given == TimeSpan.Zero || asked < given ? asked : given;

    private static bool TryParse(ReadOnlySpan<byte> value, out TimeSpan span)
    {
        span = default;
        if (!Utf8Parser.TryParse(value, out uint number, out int digits))
            return false;
        ReadOnlySpan<byte> unit = value[digits..];
        long milliseconds = number * (unit.SequenceEqual("ms"u8) ? 1L
            : unit.IsEmpty || unit.SequenceEqual("s"u8) ? 1000
            : unit.SequenceEqual("m"u8) ? 60_000
            : unit.SequenceEqual("h"u8) ? 3_600_000 : 0);
        span = TimeSpan.FromMilliseconds(milliseconds);
        return milliseconds is > 0 and <= Longest;
    }
}
