using System.Net;
using System.Text;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Buffers;
using Edge.Drivers;
using Edge.Faults;
using Edge.Forwarding;
using Edge.Http1;
using Microsoft.AspNetCore.Http.Features;
using Shared.Memory;

namespace Edge.Tests.Drivers;

/// <summary>What becomes of a head that was parsed here is what becomes of it behind Kestrel.</summary>
public sealed class RawRequestTests
{
    private static readonly IPAddress?[] Remotes = [IPAddress.Parse("192.0.2.1"), IPAddress.Parse("2001:db8::1"), IPAddress.Parse("10.0.0.7"), null];
    private readonly RequestHeadParser _parser = new(new RequestLimits());
    private readonly RawRequest _request = new(new RequestLimits());
    private readonly RequestHead _raw = new();
    private readonly RequestHead _kestrel = new();
    private readonly ForwardedFields _forwarded = new([IPNetwork.Parse("10.0.0.0/8")]);
    private readonly RoutingSnapshot _snapshot = Snapshot();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Heads_made_at_random_go_upstream_as_behind_Kestrel(int seed)
    {
        var random = new Random(seed);
        var maker = new HeadMaker(random);
        int forwarded = 0;
        for (int i = 0; i < 5_000; i++)
        {
            (byte[] head, HttpRequestFeature request) = maker.Next();
            _parser.Parse(head).ShouldBe(RequestParse.Ok, $"seed {seed}, {_parser.Flaw}\n{Encoding.Latin1.GetString(head)}");
            IPAddress? remote = Remotes[random.Next(Remotes.Length)];
            string expected = Kestrel(request, remote, head), actual = Raw(head, remote, request.Scheme);
            if (actual != expected)
                Assert.Fail($"seed {seed}\n{Encoding.Latin1.GetString(head)}\n-- here:\n{actual}\n-- behind Kestrel:\n{expected}");
            forwarded += RawRequest.Judge(_parser, head).Any ? 0 : 1;
        }
        // A test in which all is refused, or nothing, would prove little.
        forwarded.ShouldBeInRange(1_000, 4_500);
    }

    [Fact]
    public void Fields_keep_their_order_and_their_case()
    {
        byte[] head = Encoding.Latin1.GetBytes(
            "POST /v1/x HTTP/1.1\r\nB: 1\r\nHost: e\r\na:2\r\nConnection: c\r\nb:  3 \r\nC: 4\r\nX-Upstream-Token: 5\r\nA:\r\n\r\n");
        Raw(head, null, "http");
        Text(_raw.Fields).ShouldBe($"B: 1\r\na: 2\r\nb: 3\r\nA: \r\nx-request-id: {Text(_raw.RequestId)}\r\n");
    }

    [Theory]
    [InlineData("X-Request-ID: mine_1.-\r\n", "^mine_1\\.-$")]
    [InlineData("", "^req_[0-9a-f]{32}$")]
    [InlineData("X-Request-ID: a b\r\n", "^req_[0-9a-f]{32}$")]
    [InlineData("X-Request-ID: a\r\nX-Request-ID: b\r\n", "^req_[0-9a-f]{32}$")]
    public void A_sane_request_id_is_kept_and_another_one_replaced(string field, string expected)
    {
        byte[] head = Encoding.Latin1.GetBytes($"GET / HTTP/1.1\r\nHost: e\r\n{field}\r\n");
        _parser.Parse(head);
        RawRequest.WriteRequestId(_raw, _parser, head);
        string first = Text(_raw.RequestId);
        first.ShouldMatch(expected);
        RawRequest.WriteRequestId(_raw, _parser, head);
        (Text(_raw.RequestId) == first).ShouldBe(first.StartsWith("mine", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Authorization: Bearer a\r\nAuthorization: Bearer a\r\n")]
    [InlineData("x-api-key: a\r\nx-api-key: a\r\n")]
    public void A_key_that_is_presented_twice_is_none(string fields)
    {
        byte[] head = Encoding.Latin1.GetBytes($"GET / HTTP/1.1\r\nHost: e\r\n{fields}\r\n");
        _parser.Parse(head);
        Encoding.Latin1.GetString(RawRequest.KeyOf(_parser, head)).ShouldStartWith("a\r\n");
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        byte[] head = Encoding.Latin1.GetBytes(RequestHeads());
        SteadyState.Allocates(All, times: 1000).ShouldBe(0);

        void All()
        {
            _parser.Parse(head);
            RawRequest.Judge(_parser, head);
            RawRequest.KeyOf(_parser, head);
            Write(head, "192.0.2.1"u8, false, true, "http"u8);
        }
    }

    private static string RequestHeads() =>
        "POST /v1/chat/completions?a=b HTTP/1.1\r\nHost: e\r\nContent-Type: application/json\r\nAuthorization: Bearer k\r\nX-A: b\r\nX-A:c \r\n"
        + "Connection: keep-alive, x-b\r\nX-B: c\r\nForwarded: for=1.2.3.4\r\nX-Forwarded-For: 1.2.3.4\r\nContent-Length: 5\r\n\r\n";

    private string Raw(byte[] head, IPAddress? remote, string scheme)
    {
        _parser.Parse(head);
        byte[] address = Encoding.ASCII.GetBytes(remote?.ToString() ?? "");
        Call call = Write(head, address, address.Contains((byte)':'), remote is not null && _forwarded.IsTrusted(remote), Encoding.ASCII.GetBytes(scheme));
        ReadOnlySpan<byte> key = RawRequest.KeyOf(_parser, head);
        return Describe(call, Encoding.Latin1.GetString(key), RawRequest.Judge(_parser, head), _raw);
    }

    private Call Write(ReadOnlySpan<byte> head, ReadOnlySpan<byte> remote, bool isV6, bool trusted, ReadOnlySpan<byte> scheme)
    {
        _raw.Clear();
        Call call = _request.CallOf(_parser, head, out ReadOnlySpan<byte> query);
        RawRequest.WriteRequestId(_raw, _parser, head);
        if (RawRequest.Write(_raw, _parser, head, _snapshot, call, query).Any)
            Assert.Fail("the parser took what cannot be written");
        RawRequest.WriteForwarded(_raw, _parser, head, remote, isV6, trusted, scheme);
        return call;
    }

    private string Kestrel(HttpRequestFeature request, IPAddress? remote, byte[] head)
    {
        _kestrel.Clear();
        Call call = Call.Of(request.Method, KestrelRequest.PathOf(request, out ReadOnlySpan<char> query));
        RawRequest.WriteRequestId(_kestrel, _parser, head);
        string id = RequestIds.Of(request.Headers["x-request-id"]);
        Text(_kestrel.RequestId)[..4].ShouldBe(id[..Math.Min(4, id.Length)]);
        KestrelRequest.Write(_kestrel, request.Headers, _snapshot, call, query).Any.ShouldBeFalse();
        _forwarded.Write(_kestrel.Forwarded, request, remote);
        return Describe(call, KestrelRequest.KeyOf(request.Headers).ToString(), KestrelRequest.Judge(request.Headers), _kestrel);
    }

    // Kestrel groups fields of one name under its first spelling, so the order between names and the case of names are not compared.
    private static string Describe(Call call, string key, Fault fault, RequestHead head)
    {
        string id = Text(head.RequestId);
        IEnumerable<string> fields = Text(head.Fields).Split("\r\n")
            .Select(line => line.Split(": ", 2))
            .Select(parts => (Name: parts[0].ToLowerInvariant(), Value: parts.Length > 1 ? parts[1] : ""))
            .OrderBy(field => field.Name, StringComparer.Ordinal)
            .Select(field => $"{field.Name}: {(field.Name == "x-request-id" && id.StartsWith("req_", StringComparison.Ordinal) ? "new" : field.Value)}\n");
        return $"{call.Kind} {call.Dialect} {call.Path} key={(key.AsSpan().ContainsAny(",\r") ? "two" : key)}\n"
            + $"{fault}\n{Text(head.Target)} {head.EndMark} {head.IsRepeatable}\n{string.Concat(fields)}{Text(head.Forwarded)}";
    }

    private static string Text(ByteBuffer buffer) => Encoding.Latin1.GetString(buffer.Span);

    private static RoutingSnapshot Snapshot()
    {
        var config = new EdgeConfig
        {
            Deployments =
            [
                new DeploymentConfig
                {
                    Id = "m", Endpoints = [new EndpointConfig(new Uri("http://replica"))], Auth = new UpstreamAuthConfig("X-Upstream-Token", "ours"),
                },
            ],
        };
        return new SnapshotCompiler(_ => new NoState()).Compile(config, DateTimeOffset.UnixEpoch);
    }

    private sealed class NoState : DeploymentState;
}
