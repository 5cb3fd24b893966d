namespace NBomber.Measuring;

/// <summary>Measures a scenario or a step: as a whole, and second by second for the plots. Any thread.</summary>
internal sealed class Meter
{
    private readonly Lock _gate = new();
    private readonly Side _ok = new(false);
    private readonly Side _failed = new(true);
    private readonly List<Second> _seconds = [];
    private Histogram _now = new(7);
    private int _failedNow;

    /// <summary>Counts what ended <paramref name="at"/> this time of the run.</summary>
    internal void Add(TimeSpan at, TimeSpan latency, IResponse response)
    {
        long micros = (long)latency.TotalMicroseconds;
        lock (_gate)
        {
            while (_seconds.Count < (int)at.TotalSeconds)
                Close();
            _now.Add(micros);
            _failedNow += response.IsError ? 1 : 0;
            (response.IsError ? _failed : _ok).Add(micros, response);
        }
    }

    /// <summary>The figures of what went well and of what failed, over <paramref name="busy"/> of load.</summary>
    internal StepStats Stats(string name, TimeSpan busy)
    {
        lock (_gate)
            return new(name, _ok.Stats(_ok.Latency.Count + _failed.Latency.Count, busy), _failed.Stats(_ok.Latency.Count + _failed.Latency.Count, busy));
    }

    /// <summary>The seconds of the run that are over, from the first one with an answer on.</summary>
    internal IReadOnlyList<Second> Seconds() => [.. _seconds.SkipWhile(second => second.Count == 0)];
    /// <summary>How long so large a part of what went well took at most, in milliseconds.</summary>
    internal double Ms(double part) => _ok.Latency.Quantile(part) / 1000.0;

    private void Close()
    {
        _seconds.Add(new Second(_seconds.Count, (int)_now.Count, _failedNow, _now.Quantile(0.5) / 1000.0, _now.Quantile(0.99) / 1000.0, _now.Max / 1000.0));
        (_now, _failedNow) = (new Histogram(7), 0);
    }
}

/// <summary>What ended within one second of a run; latencies in milliseconds.</summary>
internal sealed record Second(int At, int Count, int Failed, double P50, double P99, double Max);
