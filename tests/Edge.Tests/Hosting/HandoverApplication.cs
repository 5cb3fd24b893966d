using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Tests.Hosting;

/// <summary>Answers with what arrived; on <c>/upgrade</c> it changes to an echo, on <c>/abort</c> it breaks off, on <c>/hold</c> it waits.</summary>
internal sealed class HandoverApplication : IHttpApplication<IFeatureCollection>
{
    private int _running;

    /// <summary>Lets those on <c>/hold</c> go.</summary>
    internal TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal int Running => Volatile.Read(ref _running);

    /// <summary>What is answered to a call with such a body.</summary>
    internal static string Answer(string method, string path, int length, byte[] body) =>
        $"{method} {path} {length} {Convert.ToHexStringLower(SHA256.HashData(body))}";

    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        Interlocked.Increment(ref _running);
        try
        {
            await AnswerAsync(context);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private async Task AnswerAsync(IFeatureCollection context)
    {
        IHttpRequestFeature request = context.GetRequiredFeature<IHttpRequestFeature>();
        IHttpConnectionFeature connection = context.GetRequiredFeature<IHttpConnectionFeature>();
        IHttpResponseFeature response = context.GetRequiredFeature<IHttpResponseFeature>();
        PipeWriter writer = context.GetRequiredFeature<IHttpResponseBodyFeature>().Writer;
        if (request.Path == "/upgrade")
        {
            await EchoAsync(await context.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync());
            return;
        }
        if (request.Path == "/abort")
        {
            await writer.WriteAsync("part"u8.ToArray());
            // Kestrel drops what has not left yet when it aborts; the caller says that it has come.
            await request.Body.ReadExactlyAsync(new byte[1]);
            context.GetRequiredFeature<IHttpRequestLifetimeFeature>().Abort();
            return;
        }
        if (request.Path == "/hold")
            await Released.Task;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        byte[] bytes = Encoding.ASCII.GetBytes(Answer(request.Method, request.Path, (int)body.Length, body.ToArray()));
        response.Headers.ContentLength = bytes.Length;
        response.Headers["ends"] = $"{connection.RemoteIpAddress}:{connection.RemotePort} {connection.LocalIpAddress}:{connection.LocalPort}";
        await writer.WriteAsync(bytes);
    }

    private static async Task EchoAsync(Stream stream)
    {
        byte[] buffer = new byte[1024];
        while (await stream.ReadAsync(buffer) is > 0 and int length)
            await stream.WriteAsync(buffer.AsMemory(0, length));
    }
}
