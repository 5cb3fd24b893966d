using System.CommandLine;
using System.Net.Sockets;
using System.Security.Cryptography;
using ConfigSync.Resources;
using ConfigSync.Stores;
using Edge.Hosting;
using Microsoft.Extensions.Logging;

namespace Edge.Cli;

/// <summary><c>edge serve</c>: runs Edge with a configuration file that is watched.</summary>
internal static class ServeCommand
{
    /// <summary>The verb.</summary>
    internal static Command Create(StopSignals signals)
    {
        var file = new Option<FileInfo>("--config", "-c")
        {
            Description = "The configuration file. It is watched: a saved change takes effect at once, a broken one is reported and ignored.",
            DefaultValueFactory = _ => new FileInfo("edge.json"),
        };
        var urls = new Option<string>("--urls")
        {
            Description = "Data addresses in place of the configured ones, separated by ';': http://127.0.0.1:8080;https://0.0.0.0:8443.",
        };
        var reusePort = new Option<bool>("--reuse-port")
        {
            Description = "Lets another edge listen on the same data address, to take over from this one; both need it. As listen.reusePort.",
        };
        var command = new Command("serve", "Runs Edge. The first SIGINT or SIGTERM drains and exits 0, a second one ends at once.") { file, urls, reusePort };
        command.SetAction((parse, _) => RunAsync(parse.GetValue(file)!.FullName, new Overrides(parse.GetValue(urls), parse.GetValue(reusePort)), signals));
        return command;
    }

    private static async Task<int> RunAsync(string path, Overrides overrides, StopSignals signals)
    {
        var source = new ConfigFile(path, Environment.GetEnvironmentVariable);
        ConfigReading first = source.Read();
        if (first.Config is not { } config)
            return Report(path, first);
        ListenConfig listen = config.Listen;
        if (overrides.TryApply(ref listen) is { } wrong)
        {
            await Console.Error.WriteLineAsync(wrong).ConfigureAwait(false);
            return ExitCodes.Unusable;
        }
        ConfigReport.Print(path, first, Console.Error);
        using ILoggerFactory loggers = Logs.Create();
        return await ServeAsync(source, path, config with { Listen = listen }, overrides, loggers, signals).ConfigureAwait(false);
    }

    private static async Task<int> ServeAsync(
        ConfigFile source, string path, EdgeConfig config, Overrides overrides, ILoggerFactory loggers, StopSignals signals)
    {
        InlineCompletions.Choose(config.Listen.Driver);
        try
        {
            await using EdgeServer server = await EdgeServer.StartAsync(config, loggers, TimeProvider.System, signals.Stop).ConfigureAwait(false);
            server.OnBeat = () =>
            {
                if (!signals.Stop.IsCancellationRequested)
                    source.Beat(reading => Take(server, path, reading, overrides));
            };
            ServiceManager.Ready();
            await signals.WaitAsync().ConfigureAwait(false);
            ServiceManager.Stopping();
            await server.StopAsync(signals.Abort).ConfigureAwait(false);
            await source.Settled.ConfigureAwait(false);
            return ExitCodes.Fine;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return ExitCodes.Fine;
        }
        catch (AccessLogException e)
        {
            await Console.Error.WriteLineAsync($"edge: {e.Message}").ConfigureAwait(false);
            return ExitCodes.BadConfiguration;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await Console.Error.WriteLineAsync($"edge: {e.Message} Choose another address in listen, or with --urls.").ConfigureAwait(false);
            return ExitCodes.AddressInUse;
        }
        catch (CryptographicException e)
        {
            await Console.Error.WriteLineAsync($"edge: the certificate of listen.tls can't be used: {e.Message}").ConfigureAwait(false);
            return ExitCodes.BadConfiguration;
        }
    }

    /// <summary>What the command line says stays, whatever the file says.</summary>
    private static void Take(EdgeServer server, string path, ConfigReading reading, Overrides overrides)
    {
        if (reading.Config is not { } config)
        {
            server.Refuse(path, reading.Errors);
            return;
        }
        ListenConfig listen = config.Listen;
        overrides.TryApply(ref listen);
        server.TryApply(config with { Listen = listen });
    }

    private static int Report(string path, ConfigReading reading)
    {
        int exit = ConfigReport.Print(path, reading, Console.Error);
        Console.Error.WriteLine("edge: not started. 'edge check' lists the same errors without starting anything.");
        return exit;
    }

    /// <summary>What the command line says in place of the configuration.</summary>
    private sealed record Overrides(string? Urls, bool ReusePort)
    {
        /// <summary>Applies it; returns what is wrong with it, or null.</summary>
        internal string? TryApply(ref ListenConfig listen)
        {
            listen = listen with { ReusePort = listen.ReusePort || ReusePort };
            return UrlsOption.TryApply(Urls, ref listen);
        }
    }
}
