using System.Collections.Concurrent;
using System.Net;
using ConfigSync.Resources;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Metrics.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace Edge.Tests.Wire;

/// <summary>
/// A receiver of OTLP, by the official definitions: a gRPC server over cleartext HTTP/2, or one of HTTP/1.1 with protocol buffers. Keeps what it got.
/// </summary>
internal sealed class WireCollector : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly OtlpProtocol _protocol;

    private WireCollector(WebApplication server, OtlpProtocol protocol) => (_server, _protocol) = (server, protocol);

    /// <summary>The spans it got, with what they are of.</summary>
    internal ConcurrentQueue<ResourceSpans> Traces { get; } = [];

    /// <summary>The metrics it got.</summary>
    internal ConcurrentQueue<ResourceMetrics> Metrics { get; } = [];

    /// <summary>What each request said in <c>x-token</c>.</summary>
    internal ConcurrentQueue<string> Tokens { get; } = [];

    /// <summary>Whether it takes no metrics now.</summary>
    internal bool RefusesMetrics { get; set; }

    /// <summary>All spans.</summary>
    internal IReadOnlyList<Span> Spans => [.. Traces.SelectMany(traces => traces.ScopeSpans).SelectMany(scope => scope.Spans)];

    /// <summary>A configuration that sends here.</summary>
    internal OtlpConfig Config => new(new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()))
    {
        Protocol = _protocol,
        Headers = [new OtlpHeader("x-token", "one, two=%3")],
        ServiceName = "edge-test",
    };

    /// <summary>Starts it: <c>grpc</c> or <c>http</c>.</summary>
    internal static async Task<WireCollector> StartAsync(string protocol)
    {
        bool isGrpc = protocol == "grpc";
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = isGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<Holder>();
        WebApplication server = builder.Build();
        var collector = new WireCollector(server, isGrpc ? OtlpProtocol.Grpc : OtlpProtocol.Http);
        server.Services.GetRequiredService<Holder>().Collector = collector;
        if (isGrpc)
        {
            server.MapGrpcService<TraceReceiver>();
            server.MapGrpcService<MetricsReceiver>();
        }
        else
        {
            server.MapPost("/v1/traces", async context => await Answer(context, collector.Take(context, ExportTraceServiceRequest.Parser.ParseFrom(await Body(context)))));
            server.MapPost("/v1/metrics", async context =>
            {
                ExportMetricsServiceResponse answer = collector.Take(context, ExportMetricsServiceRequest.Parser.ParseFrom(await Body(context)));
                context.Response.StatusCode = collector.RefusesMetrics ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
                await Answer(context, answer);
            });
        }
        await server.StartAsync();
        return collector;
    }

    /// <summary>The sum over all points of a counter; 0 when it never came.</summary>
    internal long Count(string name) => Metrics.SelectMany(resource => resource.ScopeMetrics).SelectMany(scope => scope.Metrics)
        .Where(metric => metric.Name == name).SelectMany(metric => metric.Sum.DataPoints).Sum(point => point.AsInt);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task<ByteString> Body(HttpContext context)
    {
        context.Request.ContentType.ShouldBe("application/x-protobuf");
        return await ByteString.FromStreamAsync(context.Request.Body);
    }

    private static async Task Answer(HttpContext context, IMessage answer)
    {
        context.Response.ContentType = "application/x-protobuf";
        await context.Response.Body.WriteAsync(answer.ToByteArray());
    }

    private ExportTraceServiceResponse Take(HttpContext context, ExportTraceServiceRequest request)
    {
        Tokens.Enqueue(context.Request.Headers["x-token"].ToString());
        foreach (ResourceSpans spans in request.ResourceSpans)
            Traces.Enqueue(spans);
        return new ExportTraceServiceResponse();
    }

    private ExportMetricsServiceResponse Take(HttpContext context, ExportMetricsServiceRequest request)
    {
        Tokens.Enqueue(context.Request.Headers["x-token"].ToString());
        foreach (ResourceMetrics metrics in request.ResourceMetrics)
            Metrics.Enqueue(metrics);
        return new ExportMetricsServiceResponse();
    }

    private sealed class Holder
    {
        internal WireCollector Collector { get; set; } = null!;
    }

    private sealed class TraceReceiver(Holder holder) : TraceService.TraceServiceBase
    {
        public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context) =>
            Task.FromResult(holder.Collector.Take(context.GetHttpContext(), request));
    }

    private sealed class MetricsReceiver(Holder holder) : MetricsService.MetricsServiceBase
    {
        public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context)
        {
            ExportMetricsServiceResponse answer = holder.Collector.Take(context.GetHttpContext(), request);
            return holder.Collector.RefusesMetrics ? throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "full up")) : Task.FromResult(answer);
        }
    }
}
