namespace Edge.Telemetry.Exposition;

/// <summary>
/// A number. It is a double whatever the instrument measures, as it is for those who read it: whole numbers are exact up to 2^53.
/// </summary>
internal sealed class NumberSeries(byte[] labels) : Series(labels)
{
    private double _value;
    private double _told;

    /// <summary>The number of now.</summary>
    internal double Value => Volatile.Read(ref _value);

    /// <summary>What is new since it was called last. One caller alone, on one thread at a time.</summary>
    internal double TakeNew()
    {
        double before = _told;
        return (_told = Value) - before;
    }

    /// <summary>Makes it <paramref name="value"/>. Safe from any thread.</summary>
    internal void Set(double value) => Volatile.Write(ref _value, value);

    /// <summary>Adds <paramref name="value"/>. Safe from any thread.</summary>
    internal void Add(double value)
    {
        double before = Volatile.Read(ref _value);
        while (true)
        {
            double seen = Interlocked.CompareExchange(ref _value, before + value, before);
            // By their bits: a NaN is not equal to itself.
            if (BitConverter.DoubleToInt64Bits(seen) == BitConverter.DoubleToInt64Bits(before))
                return;
            before = seen;
        }
    }

    /// <summary>
    /// Observed in a collection, on its thread. What was observed last counts, but for the one that stands for others: it has their sum.
    /// </summary>
    internal void Observe(double value, int round)
    {
        if (IsOther && Round == round)
            value += _value;
        Round = round;
        Set(value);
    }
}
