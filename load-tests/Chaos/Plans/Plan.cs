using System.Text;
using Edge.LoadTests.Chaos.Material;

namespace Edge.LoadTests.Chaos.Plans;

/// <summary>One request, what is to happen to it, and the bytes that follow from that. Immutable; safe from any thread.</summary>
internal sealed record Plan
{
    /// <summary>What a request's filling is marked by; that of an answer by its attempt.</summary>
    private const byte RequestMark = (byte)'q';

    internal required Nonce Nonce { get; init; }

    internal required Destination Destination { get; init; }

    internal required CallPath Path { get; init; }

    internal required Front Front { get; init; }

    /// <summary>Whether a stream is asked for.</summary>
    internal bool Stream { get; init; }

    /// <summary>Bytes of filling in the request.</summary>
    internal int RequestFilling { get; init; }

    /// <summary>Bytes of a chunk of the request; 0 for a length.</summary>
    internal int RequestChunk { get; init; }

    /// <summary>Whether <c>model</c> is the last field.</summary>
    internal bool ModelLast { get; init; }

    /// <summary>A <c>model</c> that is no string, which is refused.</summary>
    internal bool IsBad { get; init; }

    /// <summary>Bytes of filling in an answer that is no stream.</summary>
    internal int AnswerFilling { get; init; }

    /// <summary>Events of a stream.</summary>
    internal int Events { get; init; }

    /// <summary>Bytes of a chunk of the answer; 0 for a length, or one event each.</summary>
    internal int AnswerChunk { get; init; }

    /// <summary>Whether nothing but the end of its connection ends the answer.</summary>
    internal bool AnswerUntilClose { get; init; }

    /// <summary>What replicas do wrong.</summary>
    internal ServerFault Fault { get; init; }

    /// <summary>How many replicas do so, one after another.</summary>
    internal int FaultyAttempts { get; init; } = int.MaxValue;

    /// <summary>Where in the answer it happens, in bytes of the body.</summary>
    internal int FaultAt { get; init; }

    /// <summary>How long pauses of slow ones are.</summary>
    internal TimeSpan Pause { get; init; }

    /// <summary>A field <c>x-edge-timeout-first-byte</c> of so many milliseconds; 0 for none.</summary>
    internal int FirstByteMilliseconds { get; init; }

    /// <summary>How the caller behaves.</summary>
    internal Habit Habit { get; init; }

    /// <summary>Bytes or milliseconds, as <see cref="Habit"/> says.</summary>
    internal int HabitAt { get; init; }

    /// <summary>Whether a caller that leaves does so by a reset.</summary>
    internal bool LeavesByReset { get; init; }

    /// <summary>Whether the request has a connection of its own.</summary>
    internal bool OwnConnection { get; init; }

    /// <summary>Whether the caller goes before its answer is whole, unless that comes first.</summary>
    internal bool Leaves => Habit is Habit.LeavesWhileSending or Habit.LeavesWhileWaiting or Habit.LeavesWhileReading or Habit.EndsItsSide;

    /// <summary>
    /// Whether the edge may end the connection behind a whole answer without having said so: of a body that an early answer leaves unread it drops 256 KiB at most.
    /// </summary>
    internal bool MayLoseConnection => RequestFilling > 128 * 1024 && Destination.MayFail;

    /// <summary>The body of the request as a replica must get it that knows the model as <paramref name="model"/>.</summary>
    internal Source RequestBody(string model)
    {
        string field = IsBad ? "\"model\":7" : $"\"model\":\"{model}\"";
        string start = $"{{{(ModelLast ? "" : field + ",")}\"user\":\"{Nonce}\",\"stream\":{(Stream ? "true" : "false")},\"messages\":[{{\"role\":\"user\",\"content\":\"";
        return new FilledSource(Nonce, RequestMark, Encoding.ASCII.GetBytes(start), RequestFilling, Encoding.ASCII.GetBytes($"\"}}]{(ModelLast ? "," + field : "")}}}"));
    }

    /// <summary>The body of a whole answer with this status to this attempt, counted from 0; of a stream that is not <paramref name="marked"/> without its end mark.</summary>
    internal Source AnswerBody(int status, int attempt, bool marked = true)
    {
        byte mark = (byte)('0' + Math.Min(attempt, 9));
        if (status == 200 && Stream)
            return new EventSource(Nonce, mark, Events, Path.Before, marked ? Path.EndMark : []);
        string start = status == 200
            ? $"{{\"id\":\"{Nonce}\",\"choices\":[{{\"index\":0,\"message\":{{\"role\":\"assistant\",\"content\":\""
            : $"{{\"error\":{{\"id\":\"{Nonce}\",\"message\":\"{status} ";
        return new FilledSource(Nonce, mark, Encoding.ASCII.GetBytes(start), status == 200 ? AnswerFilling : 40, Encoding.ASCII.GetBytes(status == 200 ? "\"}}]}" : "\"}}"));
    }

    /// <summary>For people who look into a violation.</summary>
    public override string ToString() =>
        $"{Nonce} {Destination.Name}{Path.Path} {(Stream ? $"stream={Events}" : $"answer={AnswerFilling}")} answer_chunk={(AnswerUntilClose ? "close" : $"{AnswerChunk}")} request={RequestFilling}/{RequestChunk}"
        + $" fault={Fault}@{FaultAt}x{FaultyAttempts} pause={Pause.TotalMilliseconds} habit={Habit}@{HabitAt} front={Front.Name}";
}
