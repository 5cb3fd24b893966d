using System.Globalization;
using System.Text;
using Edge.Telemetry.AccessLog;
using Edge.Telemetry.Records;

namespace Edge.Tests.Telemetry.AccessLog;

/// <summary>Times of day that are written for one request after the other.</summary>
public sealed class LineTimeTests
{
    private readonly Clock _clock = new();
    private readonly LineTime _time;

    public LineTimeTests() => _time = new LineTime(new RecordClock(_clock), 'T');

    [Fact]
    public void Each_time_is_written_to_the_millisecond_near_or_far_before_or_behind_the_last()
    {
        var random = new Random(20260103);
        long began = Clock.Start;
        for (int i = 0; i < 2000; i++)
        {
            began += (long)(random.NextDouble() * (i % 10 == 0 ? 200_000_000_000 : 40_000_000)) * (i % 3 == 0 ? -1 : 1);
            DateTime exact = Clock.Day.UtcDateTime.AddTicks((began - Clock.Start) / 100);
            string written = Written(began);
            // An end of a millisecond may fall to either side of it.
            DateTime.ParseExact(written, "yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture).ShouldBe(exact.AddMilliseconds(-0.5), TimeSpan.FromMilliseconds(0.5002), written);
        }
    }

    [Theory]
    [InlineData(0, "2026-01-31T10:00:00.000")]
    [InlineData(1, "2026-01-31T10:00:00.001")]
    [InlineData(999, "2026-01-31T10:00:00.999")]
    [InlineData(1000, "2026-01-31T10:00:01.000")]
    [InlineData(50_400_000, "2026-02-01T00:00:00.000")]
    [InlineData(-1, "2026-01-31T09:59:59.999")]
    public void All_its_digits_are_those_of_the_time(int milliseconds, string written)
    {
        Written(Clock.Start);
        Written(Clock.Start + milliseconds * 1_000_000L).ShouldBe(written);
    }

    [Fact]
    public void A_clock_that_is_set_is_followed_by_what_begins_a_second_later()
    {
        Written(Clock.Start);
        _clock.Now = Clock.Day.AddHours(2);
        Written(Clock.Start + 1_000_000_000).ShouldBe("2026-01-31T12:00:01.000");
    }

    private string Written(long began)
    {
        byte[] room = new byte[LineTime.Length];
        _time.Write(room, began);
        return Encoding.ASCII.GetString(room);
    }

    /// <summary>Its timestamps are nanoseconds; it stands still.</summary>
    private sealed class Clock : TimeProvider
    {
        internal const long Start = 5_000_000_000_000_000;
        internal static readonly DateTimeOffset Day = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);

        internal DateTimeOffset Now { get; set; } = Day;

        public override long TimestampFrequency => 1_000_000_000;

        public override long GetTimestamp() => Start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
