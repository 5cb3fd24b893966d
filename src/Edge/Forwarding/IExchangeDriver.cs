using Edge.Balancing;
using Edge.Faults;
using Edge.Http1;

namespace Edge.Forwarding;

/// <summary>
/// What an <see cref="Exchange"/> asks of the driver that moves its bytes. Called only from within an event of the exchange,
/// on the thread of that event; none of these calls back into the exchange: the driver remembers and acts when the event has
/// returned, at the latest before it waits for anything. Bytes taken for sending stay untouched until the write is over, also
/// when their connection was dropped: only then is <see cref="Exchange.TryTakeSend"/> called again.
/// </summary>
internal interface IExchangeDriver
{
    /// <summary>Wants a connection to <paramref name="replica"/>; the answer is <see cref="Exchange.Leased"/> or <see cref="Exchange.LeaseFailed"/>.</summary>
    void Lease(Replica replica);

    /// <summary>No longer wants the connection it asked for.</summary>
    void CancelLease();

    /// <summary>The leased connection has done its work: the answer was whole. <paramref name="reusable"/> when another request may follow.</summary>
    void Release(bool reusable);

    /// <summary>The leased connection is cut at once, so that the upstream stops working on the request.</summary>
    void Drop();

    /// <summary>Begins the answer to the client with the upstream's head. <paramref name="length"/> is -1 when only the end tells.</summary>
    void StartResponse(ResponseHead head, long length);

    /// <summary>Adds to the answer; the bytes are valid during the call.</summary>
    void Deliver(ReadOnlySpan<byte> payload);

    /// <summary>The answer is whole.</summary>
    void EndResponse();

    /// <summary>The answer can't become whole: what was delivered still goes out, then the client sees an abort, never a clean end.</summary>
    void AbortResponse();

    /// <summary>Answers with an error; nothing of an answer has gone out yet.</summary>
    void Reject(Fault fault);

    /// <summary>The rest of the request is not wanted: closes the client's connection once the answer is out.</summary>
    void CloseClient();
}
