using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Tests.Cli.Client;

/// <summary>A control API that answers what a test says, in order and then <c>{}</c>, and keeps what it was asked.</summary>
internal sealed class ScriptedControl : IAsyncDisposable
{
    private readonly ConcurrentQueue<(int Status, string Body)> _answers = new();
    private readonly ConcurrentQueue<SeenRequest> _seen = new();
    private readonly WebApplication _server;

    private ScriptedControl()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    internal string Address => _server.Urls.First();

    internal IReadOnlyList<SeenRequest> Seen => [.. _seen];

    internal static async Task<ScriptedControl> StartAsync()
    {
        var control = new ScriptedControl();
        await control._server.StartAsync();
        return control;
    }

    internal void Answers(string body, int status = 200) => _answers.Enqueue((status, body));

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        string body = await reader.ReadToEndAsync();
        _seen.Enqueue(new SeenRequest(
            $"{context.Request.Method} {context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget}",
            body,
            context.Request.Headers.Authorization.ToString(),
            context.Request.ContentType ?? ""));
        (context.Response.StatusCode, string answer) = _answers.TryDequeue(out (int Status, string Body) next) ? next : (200, "{}");
        if (context.Response.StatusCode == 302)
            context.Response.Headers.Location = "/elsewhere";
        await context.Response.WriteAsync(answer);
    }
}
