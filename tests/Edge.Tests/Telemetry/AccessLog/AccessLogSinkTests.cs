using System.Diagnostics;
using System.Text;
using Edge.Telemetry.AccessLog;
using Edge.Telemetry.Records;

namespace Edge.Tests.Telemetry.AccessLog;

public sealed class AccessLogSinkTests
{
    [Fact]
    public void Every_request_has_a_line_and_attempts_have_none()
    {
        var output = new MemoryStream();
        using (var sink = new AccessLogSink(new PlainLine(AccessLines.Clock), output, static e => throw e))
        {
            for (int i = 0; i < 1000; i++)
            {
                RequestRecord record = AccessLines.Answered();
                record.IsAttempt = i % 10 == 0;
                sink.Take(in record);
                if (i % 7 == 0)
                    sink.Flush();
            }
        }
        string[] lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(900);
        lines.ShouldAllBe(line => line.EndsWith("id=req-1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_disk_that_stands_still_costs_lines_and_no_memory()
    {
        using var output = new Gate();
        using var sink = new AccessLogSink(new PlainLine(AccessLines.Clock), output, static e => throw e);
        RequestRecord record = AccessLines.Answered();
        sink.Take(in record);
        sink.Flush();
        output.Entered.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        int line = AccessLines.Written(new PlainLine(AccessLines.Clock), record).Length;
        int fit = ((AccessLogSink.MaxWaiting - 1) / line) + 1;
        for (int i = 0; i < fit + 10; i++)
            sink.Take(in record);
        sink.Dropped.ShouldBe(10);
        output.Open.Set();
    }

    [Fact]
    public void Lines_that_could_not_be_written_are_counted_and_the_next_ones_are_tried_again()
    {
        var failures = new List<Exception>();
        var output = new Failing();
        var sink = new AccessLogSink(new PlainLine(AccessLines.Clock), output, failures.Add);
        sink.Take(AccessLines.Answered());
        sink.Take(AccessLines.Answered());
        sink.Flush();
        SpinWait.SpinUntil(() => sink.Dropped == 2, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        output.IsBroken = false;
        sink.Take(AccessLines.Answered());
        sink.Dispose();
        failures.Count.ShouldBe(1);
        output.Written.ShouldBe(1);
    }

    [Fact]
    public void Lines_that_come_soon_behind_each_other_are_written_together()
    {
        using var output = new Counted();
        using (var sink = new AccessLogSink(new PlainLine(AccessLines.Clock), output, static e => throw e))
        {
            var watch = Stopwatch.StartNew();
            for (int i = 0; i < 50; i++)
            {
                sink.Take(AccessLines.Answered());
                sink.Flush();
            }
            SpinWait.SpinUntil(() => output.Lines == 50, TimeSpan.FromSeconds(30)).ShouldBeTrue();
            // One for each time of gathering, and one that may end a little early.
            output.Writes.ShouldBeLessThanOrEqualTo(2 + (int)(watch.Elapsed / AccessLogSink.Gathering));
        }
    }

    [Fact]
    public void Enough_lines_are_written_without_waiting_for_more_or_for_a_flush()
    {
        using var output = new Counted();
        using var sink = new AccessLogSink(new PlainLine(AccessLines.Clock), output, static e => throw e);
        int line = AccessLines.Written(new PlainLine(AccessLines.Clock), AccessLines.Answered()).Length;
        int fit = (AccessLogSink.Enough + line - 1) / line;
        for (int i = 0; i < fit; i++)
            sink.Take(AccessLines.Answered());
        SpinWait.SpinUntil(() => output.Lines == fit, TimeSpan.FromSeconds(30)).ShouldBeTrue();
    }

    private sealed class Counted : MemoryStream
    {
        private int _lines;
        private int _writes;

        internal int Lines => Volatile.Read(ref _lines);

        internal int Writes => Volatile.Read(ref _writes);

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Interlocked.Increment(ref _writes);
            Interlocked.Add(ref _lines, buffer.Count((byte)'\n'));
        }
    }

    private sealed class Gate : MemoryStream
    {
        internal ManualResetEventSlim Entered { get; } = new();

        internal ManualResetEventSlim Open { get; } = new();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Entered.Set();
            Open.Wait(TimeSpan.FromSeconds(60));
        }
    }

    private sealed class Failing : MemoryStream
    {
        internal volatile bool IsBroken = true;

        internal int Written { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (IsBroken)
                throw new IOException("no space left on device");
            Written++;
        }
    }
}
