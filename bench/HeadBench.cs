using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Access;
using Edge.Drivers;
using Edge.Faults;
using Edge.Forwarding;
using Edge.Http1;

namespace Edge.Bench;

/// <summary>What a request's head costs, from its bytes to those that go upstream: nothing may be allocated.</summary>
[MemoryDiagnoser]
public class HeadBench
{
    private const string Key = "sk-0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly RequestHeadParser _parser = new(new RequestLimits());
    private readonly RawRequest _request = new(new RequestLimits());
    private readonly RequestHead _upstream = new();
    private readonly KeyCache _cache = new();
    private readonly byte[] _key = Encoding.ASCII.GetBytes(Key);
    private RoutingSnapshot _snapshot = null!;
    private byte[] _head = [];

    /// <summary>Makes the head of a chat call as a Python client sends it, and a snapshot with its key.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _head = Encoding.ASCII.GetBytes(
            "POST /v1/chat/completions HTTP/1.1\r\nHost: edge.internal:8080\r\nAccept: application/json\r\nAccept-Encoding: gzip, deflate\r\n"
            + "Connection: keep-alive\r\nUser-Agent: OpenAI/Python 1.109.1\r\nContent-Type: application/json\r\nX-Stainless-Lang: python\r\n"
            + $"X-Stainless-Retry-Count: 0\r\nAuthorization: Bearer {Key}\r\nContent-Length: 142\r\n\r\n");
        var config = new EdgeConfig
        {
            Keys = [new KeyConfig("one", [.. SHA256.HashData(_key)], ListenConfig.DefaultAccount)],
            Deployments =
            [
                new DeploymentConfig
                {
                    Id = "d",
                    Endpoints = [new EndpointConfig(new Uri("http://replica"))],
                    Auth = new UpstreamAuthConfig("Authorization", "Bearer upstream"),
                },
            ],
        };
        _snapshot = new SnapshotCompiler(_ => new NoState()).Compile(config, DateTimeOffset.UnixEpoch);
        if (!Whole())
            throw new InvalidOperationException("the head is not taken");
    }

    /// <summary>From bytes to fields, judged.</summary>
    [Benchmark]
    public bool Parse() => _parser.Parse(_head) == RequestParse.Ok;

    /// <summary>From bytes to the bytes that go upstream.</summary>
    [Benchmark]
    public bool Whole()
    {
        if (_parser.Parse(_head) != RequestParse.Ok || RawRequest.Judge(_parser, _head).Any)
            return false;
        if (_cache.Identify(_snapshot, RawRequest.KeyOf(_parser, _head), out _) is { IsKnown: false })
            return false;
        _upstream.Clear();
        Call call = _request.CallOf(_parser, _head, out ReadOnlySpan<byte> query);
        RawRequest.WriteRequestId(_upstream, _parser, _head);
        Fault fault = RawRequest.Write(_upstream, _parser, _head, _snapshot, call, query);
        RawRequest.WriteForwarded(_upstream, _parser, _head, "192.0.2.1"u8, false, false, "http"u8);
        return !fault.Any;
    }

    /// <summary>The path and its call.</summary>
    [Benchmark]
    public bool Understand() => _request.CallOf(_parser, _head, out _).Kind == CallKind.Inference;

    /// <summary>A key that was right before.</summary>
    [Benchmark]
    public bool KnownKey() => _cache.Identify(_snapshot, _key, out _).IsKnown;

    /// <summary>The same without the cache.</summary>
    [Benchmark]
    public bool LookedUpKey() => Caller.Identify(_snapshot, _key, out _).IsKnown;

    private sealed class NoState : DeploymentState;
}
