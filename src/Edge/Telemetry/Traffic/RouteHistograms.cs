using Edge.Telemetry.Exposition;
using Edge.Telemetry.Records;
using Edge.Telemetry.Usage;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Edge.Telemetry.Traffic;

/// <summary>The series of one route. Each is made when something is measured for the first time. One thread at a time.</summary>
internal sealed class RouteHistograms(TrafficInstruments instruments, RouteKey key)
{
    // By fault and status in one number: a comparer of pairs would take as long as all else here.
    private readonly Dictionary<int, HistogramPoint> _durations = [];
    private readonly (string? Host, int Port) _server = ServerOf(key.Replica);
    private HistogramPoint? _firstByte;
    private HistogramPoint? _firstChunk;
    private HistogramPoint? _perChunk;
    private HistogramPoint? _queueWait;
    private HistogramPoint? _input;
    private HistogramPoint? _output;

    /// <summary>Adds an attempt that has ended.</summary>
    internal void Attempt(in RequestRecord record, double seconds)
    {
        int how = (int)record.Fault << 16 | ErrorTypes.StatusOf(in record);
        if (!_durations.TryGetValue(how, out HistogramPoint? duration))
            _durations[how] = duration = instruments.Point(instruments.OperationDuration, [.. Attributes(), new Tag(Conventions.ErrorType, ErrorTypes.Of(in record))]);
        duration.Record(seconds);
    }

    /// <summary>Adds the wait for a first byte.</summary>
    internal void FirstByte(double seconds) => (_firstByte ??= instruments.Point(
        instruments.FirstByte, new Tag(Conventions.Router, key.Router), new Tag(Conventions.Deployment, key.Deployment))).Record(seconds);

    /// <summary>Adds the pace of a stream.</summary>
    internal void Stream(double first, in GapCounts gaps)
    {
        (_firstChunk ??= instruments.Point(instruments.FirstChunk, Attributes())).Record(first);
        (_perChunk ??= instruments.Point(instruments.PerChunk, Attributes())).Add(gaps.Counted, gaps.Sum);
    }

    /// <summary>Adds the tokens of a request; an estimate is none of the conventions' figures.</summary>
    internal void Tokens(in UsageFigures usage)
    {
        if (usage.Input >= 0)
            (_input ??= instruments.Point(instruments.Tokens, [.. Attributes(), new Tag(Conventions.TokenType, "input")])).Record(usage.Input);
        if (usage is { Output: >= 0, IsEstimate: false })
            (_output ??= instruments.Point(instruments.Tokens, [.. Attributes(), new Tag(Conventions.TokenType, "output")])).Record(usage.Output);
    }

    /// <summary>Adds a wait for a connection.</summary>
    internal void QueueWait(double seconds) => (_queueWait ??= instruments.Point(
        instruments.QueueWait, new Tag(Conventions.Deployment, key.Deployment))).Record(seconds);

    /// <summary>Gives all of them back: the route is forgotten.</summary>
    internal void Release()
    {
        foreach (HistogramPoint? point in (HistogramPoint?[])[.. _durations.Values, _firstByte, _firstChunk, _perChunk, _queueWait, _input, _output])
            point?.Release();
    }

    private Tag[] Attributes() =>
        [
            new(Conventions.OperationName, CallOperations.GenAi(key.Operation)),
            new(Conventions.ProviderName, key.Provider ?? "openai"),
            new(Conventions.RequestModel, key.Router),
            new(Conventions.Deployment, key.Deployment),
            new(Conventions.ServerAddress, _server.Host),
            new(Conventions.ServerPort, _server.Port == 0 ? null : _server.Port),
        ];

    private static (string? Host, int Port) ServerOf(string? replica) =>
        Uri.TryCreate(replica, UriKind.Absolute, out Uri? url) ? (url.Host, url.Port) : (replica, 0);
}
