using System.Runtime.CompilerServices;
using System.Text;
using Edge.Faults;
using Edge.Telemetry.Records;

namespace Edge.Telemetry.Traffic;

/// <summary>Counts records in a <see cref="TrafficBook"/>. One thread at a time; allocates for failures, and for replicas it sees for the first time.</summary>
/// <param name="book">What they are counted in.</param>
/// <param name="clock">That of the records.</param>
internal sealed class TrafficSink(TrafficBook book, RecordClock clock) : IRecordSink
{
    private const int MostNames = 65_536;
    private readonly Dictionary<(string Deployment, string Address), string> _names = new(new ByReference());

    /// <inheritdoc/>
    public void Take(in RequestRecord record)
    {
        if (record.IsAttempt)
            return;
        bool isFailure = record.Fault != FaultKind.None || record.Status >= 500;
        book.Record(new FinishedRequest(
            isFailure ? clock.At(record.Ended) : default,
            isFailure ? Encoding.ASCII.GetString(record.RequestId.Span) : "",
            record.Router ?? "",
            record.Deployment ?? "",
            NameOf(record.Deployment, record.Replica),
            record.Status,
            record.Fault,
            clock.Between(record.Began, record.FirstByte) ?? -1));
    }

    /// <inheritdoc/>
    public void Flush()
    {
    }

    private string NameOf(string? deployment, string? address)
    {
        if (deployment is null || address is null)
            return "";
        if (_names.TryGetValue((deployment, address), out string? name))
            return name;
        // Strings are made anew with what they name: what is remembered of old ones goes before it grows without end.
        if (_names.Count >= MostNames)
            _names.Clear();
        return _names[(deployment, address)] = $"{deployment}@{address}";
    }

    private sealed class ByReference : IEqualityComparer<(string Deployment, string Address)>
    {
        public bool Equals((string Deployment, string Address) x, (string Deployment, string Address) y) =>
            ReferenceEquals(x.Deployment, y.Deployment) && ReferenceEquals(x.Address, y.Address);

        public int GetHashCode((string Deployment, string Address) names) =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(names.Deployment), RuntimeHelpers.GetHashCode(names.Address));
    }
}
