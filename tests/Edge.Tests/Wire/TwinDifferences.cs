using System.Text.RegularExpressions;
using Edge.Http1;

namespace Edge.Tests.Wire;

/// <summary>
/// What a driver that reads HTTP itself may do otherwise than Kestrel does: the table "Allowed differences between drivers" in
/// ARCHITECTURE.md. Everything else is a mistake.
/// </summary>
internal static partial class TwinDifferences
{
    // What row FaultKind.BadRequest says when nothing more is known: a body that breaks its framing.
    private const string BrokenBody = "The request is not valid HTTP.";

    // Of all faults that are found in a body.
    private const string OfModel = "\"param\":\"model\"";

    /// <summary>Of heads with these the byte drivers refuse more than Kestrel does; what they refuse is judged by tests of their parser.</summary>
    private static readonly string[] StricterFlaws =
        [RequestFlaw.Line, RequestFlaw.LineEnd, RequestFlaw.Target, RequestFlaw.Field, RequestFlaw.Framing];

    /// <summary>Null when <paramref name="ours"/> is as <paramref name="kestrels"/>, up to what is allowed; else what is not.</summary>
    internal static string? Find(string sent, TwinOutcome kestrels, TwinOutcome ours)
    {
        for (int i = 0; i < Math.Max(kestrels.Answers.Count, ours.Answers.Count); i++)
        {
            TwinMessage? theirs = kestrels.Answers.ElementAtOrDefault(i), own = ours.Answers.ElementAtOrDefault(i);
            bool last = kestrels.Ended && ours.Ended && kestrels.Answers.Count == ours.Answers.Count && i == ours.Answers.Count - 1;
            if (theirs == own || (last && IsSameEnd(theirs!, own!)) || IsWrongTwice(theirs, own))
                continue;
            if (IsLaxer(sent, theirs))
                return null;
            if (!IsRefusalOfHead(sent, own, theirs) && !IsStricterTrailer(sent, own) && !IsEndOfWhoeverWaits(sent, own, theirs))
                return $"answer {i} is another one";
            // Nothing behind it is read, whatever Kestrel does with that.
            bool isEnd = ours is { Ended: true, Rest: "" } && ours.Answers.Count <= i + 1;
            return isEnd && Got(kestrels.Requests.Take(ours.Requests.Count), ours.Requests) ? null : "a refusal is not the end";
        }
        if (kestrels.Ended != ours.Ended || kestrels.Rest != ours.Rest)
            return "the connection ends otherwise";
        return Got(kestrels.Requests, ours.Requests) ? null : "the replica got something else";
    }

    /// <summary>
    /// Whether it is announced that a connection ends is left open; and of a body wrong in its chunks and in what they hold, which one is said.
    /// </summary>
    private static bool IsSameEnd(TwinMessage theirs, TwinMessage own) =>
        Unannounced(theirs) == Unannounced(own) || (Says(theirs, BrokenBody) && IsRefusal(own)) || (Says(own, BrokenBody) && IsRefusal(theirs));

    /// <summary>Of a body wrong in two ways it depends on how much of it is there which one is said.</summary>
    private static bool IsWrongTwice(TwinMessage? theirs, TwinMessage? own) =>
        theirs is not null && own is not null && IsRefusal(theirs) && IsRefusal(own) && Says(theirs, OfModel) && Says(own, OfModel);

    /// <summary>
    /// A head that is refused: by Kestrel with a bare status (505 for whatever is no version), by the plane behind it in other words, or not
    /// at all. Over a long Content-Length Kestrel stumbles and closes.
    /// </summary>
    private static bool IsRefusalOfHead(string sent, TwinMessage? own, TwinMessage? theirs)
    {
        if (own is not { Closes: true, Status: 400 or 414 or 431 or 505 })
            return false;
        return theirs is null ? LongLength().IsMatch(sent) : theirs.Status == own.Status || StricterFlaws.Any(flaw => Says(own, flaw));
    }

    /// <summary>Kestrel takes any trailers; here they are fields (RFC 9112 §7.1.2), and the connection ends where they are not.</summary>
    private static bool IsStricterTrailer(string sent, TwinMessage? own) =>
        (own is null || (own.Closes && Says(own, BrokenBody))) && Trailer().IsMatch(sent);

    /// <summary>
    /// Kestrel refuses space before the extension of a chunk, which is allowed (RFC 9112 §7.1.1), and X-Content-Length with chunks, which is
    /// what it makes of a Content-Length beside them.
    /// </summary>
    private static bool IsLaxer(string sent, TwinMessage? theirs) =>
        ((theirs is null || Says(theirs, BrokenBody)) && SpaceBeforeExtension().IsMatch(sent))
        || (theirs is not null && Says(theirs, RequestFlaw.Framing) && sent.Contains("X-Content-Length", StringComparison.Ordinal));

    /// <summary>Who asked whether to send its body and is refused may send it or not: that ends the connection, even when the body is there.</summary>
    private static bool IsEndOfWhoeverWaits(string sent, TwinMessage? own, TwinMessage? theirs) =>
        own is { Closes: true } && Unannounced(own) == theirs && sent.Contains("100-continue", StringComparison.Ordinal);

    /// <summary>Kestrel forgets what a Connection with keep-alive, close or upgrade names besides: that field passes.</summary>
    private static bool Got(IEnumerable<TwinMessage> theirs, IReadOnlyCollection<TwinMessage> own) =>
        theirs.Count() == own.Count && theirs.Zip(own).All(pair => pair.First == pair.Second || WithoutHop(pair.First) == pair.Second);

    private static TwinMessage WithoutHop(TwinMessage request) => request with { Fields = Hop().Replace(request.Fields, "") };

    private static TwinMessage Unannounced(TwinMessage answer) =>
        answer with { Fields = answer.Fields.Replace("connection: close\n", "", StringComparison.Ordinal) };

    private static bool IsRefusal(TwinMessage answer) => answer.Status is >= 400 and < 500;

    private static bool Says(TwinMessage answer, string message) =>
        answer.Body.Contains(message.Replace("'", "\\u0027", StringComparison.Ordinal), StringComparison.Ordinal);

    [GeneratedRegex(@"\r\n0+[^\r\n]*\r\n[^\r]")]
    private static partial Regex Trailer();

    [GeneratedRegex(@"\n[0-9a-fA-F]+[ \t]+;")]
    private static partial Regex SpaceBeforeExtension();

    [GeneratedRegex(@"Content-Length:[^\r\n]{20}")]
    private static partial Regex LongLength();

    [GeneratedRegex("x-hop: [^\n]*\n")]
    private static partial Regex Hop();
}
