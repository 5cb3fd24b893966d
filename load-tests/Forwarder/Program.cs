using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.LoadTests.Forwarder;

/// <summary>
/// The proxy one writes in an afternoon: Kestrel and .NET's own client, the whole body read to find its model. It is here to be
/// compared with. Called as <c>forwarder PORT MODEL=PORT[,PORT]… …</c>.
/// </summary>
internal static class Program
{
    private static readonly HashSet<string> NotForwarded = new(
        ["Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade", "TE", "Trailer", "Host", "Proxy-Connection"], StringComparer.OrdinalIgnoreCase);

    private static async Task Main(string[] arguments)
    {
        Dictionary<string, Uri[]> models = arguments.Skip(1).Select(a => a.Split('=')).ToDictionary(
            p => p[0], p => p[1].Split(',').Select(port => new Uri($"http://127.0.0.1:{port}")).ToArray());
        var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
        };
        using var client = new HttpMessageInvoker(handler);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, int.Parse(arguments[0], null)));
        WebApplication app = builder.Build();
        app.Run(context => ForwardAsync(context, client, models));
        await app.RunAsync();
    }

    private static async Task ForwardAsync(HttpContext context, HttpMessageInvoker client, Dictionary<string, Uri[]> models)
    {
        CancellationToken gone = context.RequestAborted;
        byte[] body = await ReadAsync(context.Request, gone);
        using JsonDocument json = JsonDocument.Parse(body);
        if (!models.TryGetValue(json.RootElement.GetProperty("model").GetString() ?? "", out Uri[]? replicas))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        Uri replica = replicas[Random.Shared.Next(replicas.Length)];
        var target = new Uri(replica, context.Request.Path + context.Request.QueryString);
        using var request = new HttpRequestMessage(HttpMethod.Parse(context.Request.Method), target) { Content = new ByteArrayContent(body) };
        foreach (var field in context.Request.Headers.Where(f => !NotForwarded.Contains(f.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(field.Key, field.Value.AsEnumerable()))
                request.Content.Headers.TryAddWithoutValidation(field.Key, field.Value.AsEnumerable());
        }
        // Answers when the head is there: an invoker never waits for the content.
        using HttpResponseMessage answer = await client.SendAsync(request, gone);
        await AnswerAsync(context, answer, gone);
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken gone)
    {
        using var body = new MemoryStream((int)(request.ContentLength ?? 0));
        await request.Body.CopyToAsync(body, gone);
        return body.ToArray();
    }

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage answer, CancellationToken gone)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var field in answer.Headers.Concat(answer.Content.Headers).Where(f => !NotForwarded.Contains(f.Key)))
            context.Response.Headers[field.Key] = field.Value.ToArray();
        context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        await using Stream from = await answer.Content.ReadAsStreamAsync(gone);
        await from.CopyToAsync(context.Response.Body, gone);
    }
}
