namespace NBomber.Measuring;

/// <summary>What went well of a scenario or step, or what failed. Not safe from several threads.</summary>
internal sealed class Side(bool failed)
{
    private readonly Dictionary<string, (string Message, int Count)> _codes = [];
    private readonly Histogram _bytes = new(7);

    /// <summary>Latencies in microseconds, to one part in 1024.</summary>
    internal Histogram Latency { get; } = new(10);

    internal void Add(long micros, IResponse response)
    {
        Latency.Add(micros);
        _bytes.Add(response.SizeBytes);
        (string message, int count) = _codes.GetValueOrDefault(response.StatusCode, (response.Message, 0));
        _codes[response.StatusCode] = (message, count + 1);
    }

    internal MeasurementStats Stats(long all, TimeSpan busy)
    {
        double Percent(long count) => all == 0 ? 0 : 100.0 * count / all;
        double Ms(double part) => Latency.Quantile(part) / 1000.0;
        return new MeasurementStats(
            new RequestStats((int)Latency.Count, busy > TimeSpan.Zero ? Latency.Count / busy.TotalSeconds : 0, Percent(Latency.Count)),
            new LatencyStats(Latency.Min / 1000.0, Latency.Mean / 1000, Latency.Max / 1000.0, Ms(0.5), Ms(0.75), Ms(0.95), Ms(0.99), Latency.StdDev / 1000),
            new DataTransferStats(_bytes.Min, (long)_bytes.Mean, _bytes.Max, (long)(_bytes.Mean * _bytes.Count)),
            [.. _codes.Select(code => new StatusCodeStats(code.Key, failed, code.Value.Message, code.Value.Count, Percent(code.Value.Count)))]);
    }
}
