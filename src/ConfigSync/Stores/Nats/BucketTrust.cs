using System.Globalization;
using ConfigSync.Stores.Nats.JetStream;

namespace ConfigSync.Stores.Nats;

/// <summary>
/// Decides whether a bucket may be applied to what is held: not when it was made anew, emptied, or set back meanwhile, until an operator
/// adopts it. Who holds nothing takes any bucket. No I/O; one thread at a time.
/// </summary>
/// <param name="bucket">Its name, for people.</param>
/// <param name="identity">The bucket that what is held came from; null where that is not known.</param>
internal sealed class BucketTrust(string bucket, NatsStoreIdentity? identity)
{
    private bool _wasWhole = identity is not null;

    /// <summary>A doubt that only an adoption settles: filling an emptied bucket a little does not.</summary>
    private string? _doubt;

    /// <summary>Where a bucket ended when it was found set back; null when it was not.</summary>
    private long? _setBackTo;

    /// <summary>The bucket that is followed; null before the first one.</summary>
    internal NatsStoreIdentity? Identity { get; private set; } = identity;

    /// <summary>Whether an adopted bucket has yet to be told whole.</summary>
    internal bool IsAdopting { get; private set; }

    /// <summary>Whether revisions that were seen say nothing about those to come, until the bucket was told whole.</summary>
    internal bool RevisionsBeganAnew { get; private set; }

    /// <summary>Looks at the bucket; returns for people why it is not to be applied, or null when it may be.</summary>
    /// <param name="info">What its stream says of itself.</param>
    /// <param name="held">How many documents are held.</param>
    /// <param name="newest">The highest revision that was seen.</param>
    internal string? Doubt(StreamInfo info, int held, long newest)
    {
        if (held == 0 || IsAdopting)
            return _doubt = null;
        if (Identity is { } known && info.Created != known.Created)
            return Reason($"it was created at {Text(info.Created)}, not at {Text(known.Created)} like the one that was followed");
        if (info.State.Messages == 0)
            return _doubt ??= Reason("it is empty");
        if (info.State.LastSeq < newest)
        {
            _setBackTo ??= info.State.LastSeq;
            RevisionsBeganAnew = true;
            return Reason($"it ends at revision {info.State.LastSeq}, but there had been revision {newest}");
        }
        _setBackTo = null;
        return _doubt;
    }

    /// <summary>The whole bucket was told and named nothing of what was held, not even as deleted: returns for people why that is not to be applied, or null when it may be.</summary>
    internal string? DoubtContent() =>
        IsAdopting || !_wasWhole ? null : _doubt = Reason("it has nothing of what is held, not even as deleted");

    /// <summary>The bucket does not exist; why that is not applied, for people.</summary>
    internal string DoubtMissing() => Reason("it does not exist");

    /// <summary>Whether a mark found in a doubtful bucket settles the doubt.</summary>
    internal bool IsSettled(StreamInfo info, AdoptionMark mark, long revision) =>
        mark.Created == info.Created && revision > (_setBackTo ?? FollowedIn(info));

    /// <summary>The doubtful bucket was adopted by the mark of this revision: it is followed from now on.</summary>
    internal void Adopt(StreamInfo info, long revision)
    {
        Identity = new NatsStoreIdentity(info.Created, revision);
        _doubt = null;
        _setBackTo = null;
        IsAdopting = true;
        RevisionsBeganAnew = true;
    }

    /// <summary>The bucket is followed without doubt.</summary>
    internal void Follow(StreamInfo info) => Identity = new NatsStoreIdentity(info.Created, FollowedIn(info));

    /// <summary>The bucket was told whole.</summary>
    /// <param name="mark">Revision of the adoption mark in it, which will settle nothing later on; 0 for none.</param>
    internal void Complete(long mark)
    {
        IsAdopting = false;
        RevisionsBeganAnew = false;
        _wasWhole = true;
        Pass(mark);
    }

    /// <summary>A mark was written into the bucket that is followed anyway: it will settle nothing later on.</summary>
    internal void Pass(long mark)
    {
        if (Identity is { } known && mark > known.Adoption)
            Identity = known with { Adoption = mark };
    }

    private long FollowedIn(StreamInfo info) => Identity is { } known && known.Created == info.Created ? known.Adoption : 0;

    private string Reason(string what) =>
        $"the bucket {bucket} is not applied, and what was applied goes on serving: {what}. If that is meant, run 'edge store adopt'";

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
