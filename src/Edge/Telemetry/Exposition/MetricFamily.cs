using System.Diagnostics.Metrics;
using System.Text;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Edge.Telemetry.Exposition;

/// <summary>What readers see of an instrument: its lines of metadata and its series.</summary>
internal abstract class MetricFamily
{
    private readonly byte[] _text;
    private readonly byte[] _openMetrics;

    /// <param name="name">Its names.</param>
    /// <param name="kind">What it belongs to.</param>
    /// <param name="source">The first instrument of these names.</param>
    private protected MetricFamily(FamilyName name, InstrumentKind kind, Instrument source)
    {
        (Name, Instrument, Source) = (name, kind, source);
        string? help = source.Description;
        string type = name.Kind.ToString().ToLowerInvariant();
        _text = Encoding.UTF8.GetBytes(
            (string.IsNullOrEmpty(help) ? "" : $"# HELP {name.Sample} {Escaping.Help(help, ExpositionFormat.Text)}\n")
            + $"# TYPE {name.Sample} {type}\n");
        _openMetrics = Encoding.UTF8.GetBytes(
            $"# TYPE {name.Name} {type}\n"
            + (name.Unit.Length == 0 ? "" : $"# UNIT {name.Name} {name.Unit}\n")
            + (string.IsNullOrEmpty(help) ? "" : $"# HELP {name.Name} {Escaping.Help(help, ExpositionFormat.OpenMetrics)}\n"));
    }

    /// <summary>Its names.</summary>
    internal FamilyName Name { get; }

    /// <summary>The kind of what it belongs to.</summary>
    internal InstrumentKind Instrument { get; }

    /// <summary>The instrument that measures; the first of several that are alike.</summary>
    internal Instrument Source { get; }

    /// <summary>Whether nothing was measured yet.</summary>
    internal abstract bool IsEmpty { get; }

    /// <summary>Takes a measurement. From any thread; allocates nothing where the tags are known. What its kind cannot have is left out.</summary>
    internal abstract void Record(double value, ReadOnlySpan<Tag> tags);

    /// <summary>A collection begins: what is observable is asked next, on this thread.</summary>
    internal virtual void BeginCollection()
    {
    }

    /// <summary>A collection has ended.</summary>
    internal virtual void EndCollection()
    {
    }

    /// <summary>Writes metadata and samples. One at a time.</summary>
    internal void Write(ref Utf8Output output, ExpositionFormat format)
    {
        output.Write(format == ExpositionFormat.OpenMetrics ? _openMetrics : _text);
        WriteSamples(ref output, format);
    }

    /// <summary>Writes the samples of all series.</summary>
    private protected abstract void WriteSamples(ref Utf8Output output, ExpositionFormat format);

    /// <summary>Writes one sample.</summary>
    private protected static void WriteSample(ref Utf8Output output, byte[] name, byte[] labels, double value)
    {
        output.Write(name);
        if (labels.Length > 0)
        {
            output.Write((byte)'{');
            output.Write(labels);
            output.Write((byte)'}');
        }
        output.Write((byte)' ');
        output.Write(value);
        output.Write((byte)'\n');
    }
}
