using System.CommandLine;
using ConfigSync.Resources;
using ConfigSync.Stores;
using ConfigSync.Stores.Nats;
using ConfigSync.Sync;

namespace Edge.Cli;

/// <summary><c>edge store</c>: what an operator does to the store itself.</summary>
internal static class StoreCommand
{
    /// <summary>The verb.</summary>
    internal static Command Create()
    {
        var file = new Option<FileInfo>("--config", "-c")
        {
            Description = "The configuration file that names the store.",
            DefaultValueFactory = _ => new FileInfo("edge.json"),
        };
        var by = new Option<string>("--by")
        {
            Description = "Who says so, for those who read it later.",
            DefaultValueFactory = _ => $"{Environment.UserName}@{Environment.MachineName}",
        };
        var adopt = new Command("adopt", "Says that the bucket that is there now is the right one, though it is another than before, or empty: edges in state store-reset apply it.")
        {
            file, by,
        };
        adopt.SetAction((parse, cancel) => AdoptAsync(
            parse.GetValue(file)!, parse.GetValue(by)!, parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, cancel));
        return new Command("store", "Works on the store that the configuration names.") { adopt };
    }

    private static async Task<int> AdoptAsync(FileInfo file, string by, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        ConfigReading reading = new ConfigFile(file.FullName, Environment.GetEnvironmentVariable).Read();
        int exit = ConfigReport.Print(file.ToString(), reading, error);
        if (reading.Config is not { } config)
            return exit;
        if (config.Store is not { Nats: not null } section || new ConfiguredStore(section, "edge store adopt", TimeProvider.System).Nats is not { } options)
        {
            await error.WriteLineAsync($"{file}: names no bucket of NATS in 'store'; there is nothing to adopt.").ConfigureAwait(false);
            return ExitCodes.Unusable;
        }
        var store = new NatsStore(options);
        await using (store.ConfigureAwait(false))
        {
            StoreWrite write = await store.AdoptAsync(by, cancel).ConfigureAwait(false);
            if (write.Outcome == StoreWriteOutcome.Written)
            {
                await output.WriteLineAsync($"The bucket {options} is adopted. Edges that follow it apply it within seconds.").ConfigureAwait(false);
                return ExitCodes.Fine;
            }
            await error.WriteLineAsync($"The bucket {options} could not be adopted: {write.Reason}").ConfigureAwait(false);
            return ExitCodes.Unusable;
        }
    }
}
