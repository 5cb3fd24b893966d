using System.CommandLine;
using System.Text;
using Edge.Cli.Client;
using Edge.Hosting;

namespace Edge.Cli;

/// <summary>
/// <c>edge health</c>: whether a server answers with success. For health checks of images that have no shell and no curl, so it needs neither a
/// configuration nor a key, and is done within its time.
/// </summary>
internal static class HealthCommand
{
    private const string DefaultUrl = ClientSettings.DefaultServer + "/readyz";

    /// <summary>Enough for an edge that has no core to itself, and below what health checks wait.</summary>
    private const int DefaultSeconds = 2;

    /// <summary>Enough to tell what was said; health is one line.</summary>
    private const int MaxText = 200;

    /// <summary>The verb.</summary>
    internal static Command Create()
    {
        var url = new Argument<string>("url")
        {
            Description = "What to ask: /readyz of listen.control says whether callers should come, /livez whether the process is well.",
            DefaultValueFactory = _ => DefaultUrl,
        };
        var seconds = new Option<int>("--timeout")
        {
            Description = "Seconds to wait for the answer.",
            HelpName = "seconds",
            DefaultValueFactory = _ => DefaultSeconds,
        };
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 60)
                result.AddError("--timeout must be from 1 to 60 seconds");
        });
        var command = new Command("health", "Asks a running edge whether it is ready, for health checks of containers. Exit code 0: it answered with success; 1: it did not; 2: the command line is wrong.")
        {
            url, seconds,
        };
        command.SetAction((parse, cancel) => RunAsync(
            parse.GetRequiredValue(url), TimeSpan.FromSeconds(parse.GetValue(seconds)), parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string url, TimeSpan patience, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        if (!ServerAddress.TryParse(url, out Uri? address))
        {
            await error.WriteLineAsync($"'{Printable.Of(url)}' can't be asked. Write an address such as {DefaultUrl}.").ConfigureAwait(false);
            return ExitCodes.Unusable;
        }
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(patience);
        try
        {
            // No proxy, and no other address than the one that was named: another server's health says nothing.
            using var http = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using HttpResponseMessage answer = await http.SendAsync(request, deadline.Token).ConfigureAwait(false);
            string text = await TextAsync(answer, deadline.Token).ConfigureAwait(false);
            await (answer.IsSuccessStatusCode ? output : error).WriteLineAsync($"{(int)answer.StatusCode} {text}".TrimEnd()).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? ExitCodes.Fine : ExitCodes.NotReady;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync($"{address}: no answer within {patience.TotalSeconds} s").ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            await error.WriteLineAsync($"{address}: {Printable.Of(e.GetBaseException().Message)}").ConfigureAwait(false);
        }
        return ExitCodes.NotReady;
    }

    /// <summary>The beginning of the answer, on one line.</summary>
    private static async Task<string> TextAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        Stream body = await answer.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            byte[] text = new byte[MaxText];
            int length = await body.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
            return Printable.Of(Encoding.UTF8.GetString(text, 0, length).Trim());
        }
    }
}
