namespace Edge.Telemetry.Exposition;

/// <summary>How many series there are at most. A series is a set of labels of one instrument; that of a histogram is several lines.</summary>
/// <param name="Series">Of all instruments together: as many as a scrape writes in a few milliseconds, in some megabytes.</param>
/// <param name="SeriesPerInstrument">Of one instrument, so that it cannot take the room of all others.</param>
internal sealed record ExpositionLimits(int Series = 32_000, int SeriesPerInstrument = 2_000);
