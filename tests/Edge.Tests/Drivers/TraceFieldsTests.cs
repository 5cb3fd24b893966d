using System.Text;
using Edge.Drivers;
using Edge.Forwarding;
using Edge.Http1;
using Edge.Telemetry.Tracing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Shared.Memory;

namespace Edge.Tests.Drivers;

/// <summary>Which trace a request belongs to: the same for a head that was parsed here and for one that Kestrel read.</summary>
public sealed class TraceFieldsTests
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static readonly HeadSampling Sampling = new(0);

    [Fact]
    public void What_others_keep_with_a_trace_goes_on_with_it_field_by_field()
    {
        foreach (RequestHead head in Both(("traceparent", Parent), ("tracestate", "a=1"), ("x", "y"), ("tracestate", "b=2,c@d=3")))
        {
            (head.Trace.High, head.Trace.Low, head.Trace.Parent, head.Trace.Flags).ShouldBe((0x0af7651916cd43ddUL, 0x8448eb211c80319cUL, 0xb7ad6b7169203331UL, (byte)1));
            Text(head).ShouldBe("tracestate: a=1\r\ntracestate: b=2,c@d=3\r\n");
        }
    }

    [Theory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01x")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01")]
    [InlineData("")]
    [InlineData("x")]
    public void A_parent_that_is_none_begins_a_trace_anew_and_drops_what_was_kept_with_it(string parent)
    {
        foreach (RequestHead head in Both(("traceparent", parent), ("tracestate", "a=1")))
        {
            (head.Trace.IsOn, head.Trace.Parent, head.TraceState.Length).ShouldBe((true, 0UL, 0));
            head.Trace.High.ShouldNotBe(0x0af7651916cd43ddUL);
        }
    }

    [Fact]
    public void Two_parents_are_none()
    {
        foreach (RequestHead head in Both(("traceparent", Parent), ("Traceparent", Parent)))
            (head.Trace.IsOn, head.Trace.Parent).ShouldBe((true, 0UL));
    }

    [Fact]
    public void A_state_that_is_none_is_dropped_whole_and_the_trace_goes_on()
    {
        foreach (RequestHead head in Both(("traceparent", Parent), ("tracestate", "a=1"), ("tracestate", "B=2")))
            (head.Trace.Parent, head.TraceState.Length).ShouldBe((0xb7ad6b7169203331UL, 0));
    }

    [Fact]
    public void Heads_made_at_random_are_read_alike()
    {
        Gen<(string Name, string Value)> field =
            from name in Gen.Elements("traceparent", "TraceParent", "tracestate", "TRACESTATE", "x")
            from value in name.StartsWith("trace", StringComparison.OrdinalIgnoreCase) && name.EndsWith("parent", StringComparison.OrdinalIgnoreCase)
                ? Gen.Elements(Parent, Parent, Parent + "-1", "01" + Parent[2..] + "-1", Parent[..54], "\u00e4" + Parent[1..])
                : Gen.Elements("a=1", "b=2, c=3", "", "\u00e4", "a=b=c", ",")
            select (name, value);
        Prop.ForAll(Arb.From(field.ListOf()), fields =>
        {
            RequestHead[] heads = Both([.. fields.Take(5)]);
            TraceContext one = heads[0].Trace, other = heads[1].Trace;
            return one.Parent == other.Parent && one.Flags == other.Flags && (one.Parent == 0 || (one.High, one.Low) == (other.High, other.Low)) && Text(heads[0]) == Text(heads[1]);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Reading_them_allocates_nothing_once_a_head_has_been_used()
    {
        (RequestHeadParser parser, byte[] bytes) = Parse(("traceparent", Parent), ("tracestate", "a=1"));
        HeaderDictionary fields = Fields(("traceparent", Parent), ("tracestate", "a=1"));
        var head = new RequestHead();
        SteadyState.Allocates(Read, times: 1000).ShouldBe(0);

        void Read()
        {
            head.Clear();
            TraceFields.Begin(head, Sampling, parser, bytes);
            head.Clear();
            TraceFields.Begin(Sampling, fields);
        }
    }

    private static RequestHead[] Both(params (string Name, string Value)[] fields)
    {
        var raw = new RequestHead();
        (RequestHeadParser parser, byte[] bytes) = Parse(fields);
        TraceFields.Begin(raw, Sampling, parser, bytes);
        var kestrel = new RequestHead();
        TraceFields.Begin(kestrel, Sampling, Fields(fields));
        return [raw, kestrel];
    }

    private static (RequestHeadParser Parser, byte[] Head) Parse(params (string Name, string Value)[] fields)
    {
        var parser = new RequestHeadParser(new RequestLimits());
        byte[] head = Encoding.Latin1.GetBytes($"POST /v1/x HTTP/1.1\r\nHost: e\r\n{string.Concat(fields.Select(f => $"{f.Name}: {f.Value}\r\n"))}\r\n");
        parser.Parse(head).ShouldBe(RequestParse.Ok);
        return (parser, head);
    }

    private static HeaderDictionary Fields(params (string Name, string Value)[] fields)
    {
        var dictionary = new HeaderDictionary();
        foreach ((string name, string value) in fields)
            dictionary[name] = StringValues.Concat(dictionary[name], value.Trim(' ', '\t'));
        return dictionary;
    }

    private static string Text(RequestHead head) => Encoding.Latin1.GetString(head.TraceState.Span);
}
