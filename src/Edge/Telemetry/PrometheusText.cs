using System.Buffers;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Edge.Telemetry;

/// <summary>
/// Writes the observable instruments of one meter in Prometheus' text format 0.0.4, in a stable order. Ours, because the
/// exporters that exist are not in every registry; the instruments themselves are .NET's own. Safe from any thread.
/// </summary>
internal sealed class PrometheusText : IDisposable
{
    /// <summary>The format's media type.</summary>
    internal const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock _lock = new();
    private readonly MeterListener _listener = new();
    private readonly SortedDictionary<string, (Instrument Instrument, List<string> Lines)> _families = new(StringComparer.Ordinal);

    internal PrometheusText(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value.ToString(CultureInfo.InvariantCulture), tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value.ToString("R", CultureInfo.InvariantCulture), tags));
        _listener.Start();
    }

    /// <summary>Writes all current values.</summary>
    internal void Write(IBufferWriter<byte> output)
    {
        lock (_lock)
        {
            foreach (var family in _families.Values)
                family.Lines.Clear();
            _listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach ((string name, (Instrument instrument, List<string> lines)) in _families)
            {
                text.Append("# HELP ").Append(name).Append(' ').Append(instrument.Description).Append('\n');
                text.Append("# TYPE ").Append(name).Append(IsCounter(instrument) ? " counter\n" : " gauge\n");
                foreach (string line in lines)
                    text.Append(line).Append('\n');
            }
            Encoding.UTF8.GetBytes(text.ToString(), output);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, string value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string name = NameOf(instrument);
        if (!_families.TryGetValue(name, out var family))
            _families[name] = family = (instrument, []);
        var line = new StringBuilder(name);
        for (int i = 0; i < tags.Length; i++)
        {
            line.Append(i == 0 ? '{' : ',').Append(tags[i].Key.Replace('.', '_')).Append("=\"");
            line.Append(Escape(Convert.ToString(tags[i].Value, CultureInfo.InvariantCulture) ?? "")).Append('"');
        }
        family.Lines.Add(line.Append(tags.Length > 0 ? "} " : " ").Append(value).ToString());
    }

    private static string NameOf(Instrument instrument)
    {
        string name = instrument.Name.Replace('.', '_');
        return IsCounter(instrument) ? name + "_total" : name;
    }

    private static bool IsCounter(Instrument instrument) => instrument is ObservableCounter<long> or ObservableCounter<double>;

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
