using System.Diagnostics.CodeAnalysis;

namespace ConfigSync.Stores.Nats.JetStream;

/// <summary>What became of a request: an answer, a refusal, or neither.</summary>
/// <typeparam name="T">The answer.</typeparam>
internal readonly record struct JetStreamReply<T>
    where T : JetStreamAnswer
{
    private JetStreamReply(T? value, JetStreamError? error, string reason, bool nobodyListens) =>
        (Value, Error, Reason, NobodyListens) = (value, error, reason, nobodyListens);

    /// <summary>The answer; null when there is none or it is a refusal.</summary>
    internal T? Value { get; }

    /// <summary>The refusal; null when there is none.</summary>
    internal JetStreamError? Error { get; }

    /// <summary>For people: why there is no answer; empty when there is one.</summary>
    internal string Reason { get; }

    /// <summary>Nobody was there to take the request: it was not carried out.</summary>
    internal bool NobodyListens { get; }

    /// <summary>Whether there is an answer that is no refusal.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    internal bool IsGood => Value is not null;

    /// <summary>Wraps what the server said.</summary>
    internal static JetStreamReply<T> Of(T answer) => answer.Error is { } error
        ? new JetStreamReply<T>(null, error, $"JetStream says: {error.Description ?? "no reason"} ({error.ErrCode})", false)
        : new JetStreamReply<T>(answer, null, "", false);

    /// <summary>A refusal that needs no server.</summary>
    internal static JetStreamReply<T> Refused(JetStreamError error) => new(null, error, error.Description ?? "", false);

    /// <summary>No answer came.</summary>
    internal static JetStreamReply<T> None(string reason, bool nobodyListens = false) => new(null, null, reason, nobodyListens);

    /// <summary>Whether it was refused with this error.</summary>
    internal bool Is(int errCode) => Error?.ErrCode == errCode;
}
