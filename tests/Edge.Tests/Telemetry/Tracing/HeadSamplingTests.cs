using System.Globalization;
using System.Text;
using Edge.Telemetry.Tracing;
using Shared.Memory;

namespace Edge.Tests.Telemetry.Tracing;

public sealed class HeadSamplingTests
{
    private const int Many = 20_000;

    [Fact]
    public void A_trace_that_begins_here_has_ids_of_its_own_and_no_parent()
    {
        var sampling = new HeadSampling(0);
        TraceContext one = sampling.Begin(default), two = sampling.Begin("nonsense"u8);
        foreach (TraceContext trace in new[] { one, two })
        {
            (trace.IsOn, trace.Parent, trace.IsSampled, trace.Flags).ShouldBe((true, 0UL, false, TraceContext.RandomId));
            (trace.High | trace.Low).ShouldNotBe(0UL);
        }
        one.Span.ShouldNotBe(two.Span);
        (one.High, one.Low).ShouldNotBe((two.High, two.Low));
    }

    [Theory]
    [InlineData("00", 0)]
    [InlineData("01", 1)]
    [InlineData("02", 2)]
    [InlineData("03", 3)]
    [InlineData("ff", 3)]
    [InlineData("fc", 0)]
    public void A_trace_goes_on_under_the_callers_decision_and_flags_without_meaning_stay_behind(string flags, int expected)
    {
        TraceContext trace = new HeadSampling(0).Begin(Parent(0x0af7651916cd43dd, 0x8448eb211c80319c, flags));
        (trace.High, trace.Low, trace.Parent).ShouldBe((0x0af7651916cd43ddUL, 0x8448eb211c80319cUL, 0xb7ad6b7169203331UL));
        ((int)trace.Flags).ShouldBe(expected);
        trace.Span.ShouldNotBe(trace.Parent);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.01, Many / 100)]
    [InlineData(0.5, Many / 2)]
    [InlineData(1, Many)]
    public void Of_the_others_the_share_is_kept(double share, int expected)
    {
        var sampling = new HeadSampling(share);
        // Eight standard deviations: one run in 10^15 is outside.
        double tolerance = 8 * Math.Sqrt(Many * share * (1 - share));
        Enumerable.Range(0, Many).Count(_ => sampling.Begin(default).IsSampled).ShouldBeInRange((int)(expected - tolerance), (int)(expected + tolerance));
    }

    [Fact]
    public void All_edges_decide_alike_on_one_trace()
    {
        var random = new Random(1);
        for (int i = 0; i < 1000; i++)
        {
            byte[] parent = Parent((ulong)random.NextInt64(), (ulong)random.NextInt64(), "00");
            bool isSampled = new HeadSampling(0.3).Begin(parent).IsSampled;
            new HeadSampling(0.3).Begin(parent).IsSampled.ShouldBe(isSampled);
            // Who keeps more keeps these too.
            if (isSampled)
                new HeadSampling(0.4).Begin(parent).IsSampled.ShouldBeTrue();
        }
    }

    [Fact]
    public void Attempts_have_spans_of_their_own()
    {
        TraceContext trace = new HeadSampling(0).Begin(default);
        ulong[] spans = [trace.Span, trace.Parent, .. Enumerable.Range(1, 8).Select(trace.SpanOfAttempt)];
        spans.Distinct().Count().ShouldBe(spans.Length);
        trace.SpanOfAttempt(3).ShouldBe(spans[4]);
    }

    [Fact]
    public void Beginning_a_trace_allocates_nothing()
    {
        var sampling = new HeadSampling(0.5);
        byte[] parent = Parent(1, 2, "00");
        SteadyState.Allocates(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                sampling.Begin(parent);
                sampling.Begin(default);
            }
        }).ShouldBe(0);
    }

    private static byte[] Parent(ulong high, ulong low, string flags) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"00-{high:x16}{low:x16}-b7ad6b7169203331-{flags}"));
}
