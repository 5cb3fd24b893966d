using System.IO.Pipelines;
using Edge.Buffers;
using Edge.Drivers;
using Edge.Faults;
using Edge.Forwarding;
using Edge.Telemetry;
using Edge.Tests.Telemetry.Records;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Tests.Drivers;

/// <summary>What becomes of a pump in which something happens that nobody expected.</summary>
public sealed class KestrelPumpTests
{
    [Fact]
    public async Task A_mistake_ends_its_request_and_its_pump_is_not_used_again()
    {
        var clock = new CoarseClock();
        var pool = new PumpPool(new ForwardingServices(clock, new BlockPool(), new RetryBudget(clock), new RequestCounters(), RecordList.Nobody, 1000, 1000));
        var lifetime = new Lifetime();
        KestrelPump pump = pool.Rent();
        pump.Head.RequestId.AppendLatin1("r-1");
        Task running = pump.RunAsync(Features(lifetime), new Fault(FaultKind.UnknownPath));
        (await Should.ThrowAsync<NotSupportedException>(running)).Message.ShouldBe("nobody expects this");
        lifetime.Aborted.ShouldBeTrue();
        pool.Busy.ShouldBe(0);
        pool.Rent().ShouldNotBeSameAs(pump);
        pool.Sweep();
    }

    [Fact]
    public async Task A_pump_that_has_done_its_work_is_used_again()
    {
        var clock = new CoarseClock();
        var pool = new PumpPool(new ForwardingServices(clock, new BlockPool(), new RetryBudget(clock), new RequestCounters(), RecordList.Nobody, 1000, 1000));
        for (int i = 0; i < 3; i++)
        {
            KestrelPump pump = pool.Rent();
            pump.Head.RequestId.AppendLatin1("r-1");
            FeatureCollection features = Features(new Lifetime());
            features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(new MemoryStream()));
            await pump.RunAsync(features, new Fault(FaultKind.UnknownPath));
            pool.Busy.ShouldBe(0);
            pool.Rent().ShouldBeSameAs(pump);
            pool.Return(pump);
        }
    }

    private static FeatureCollection Features(Lifetime lifetime)
    {
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature());
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new Broken());
        features.Set<IRequestBodyPipeFeature>(new EmptyBody());
        features.Set<IHttpRequestLifetimeFeature>(lifetime);
        return features;
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        internal bool Aborted { get; private set; }

        public void Abort() => Aborted = true;
    }

    private sealed class EmptyBody : IRequestBodyPipeFeature
    {
        public PipeReader Reader { get; } = PipeReader.Create(Stream.Null);
    }

    /// <summary>Takes bytes, and fails in its own way when it is to end the answer.</summary>
    private sealed class Broken : IHttpResponseBodyFeature
    {
        public Stream Stream => Stream.Null;

        public PipeWriter Writer { get; } = PipeWriter.Create(Stream.Null);

        public void DisableBuffering()
        {
        }

        public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task CompleteAsync() => throw new NotSupportedException("nobody expects this");
    }
}
