using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Shared.Nats;

/// <summary>A real nats-server on a port of its own, with a folder of its own; both are gone when it is disposed.</summary>
/// <remarks>Compiled into every test project that needs one. Debian keeps the program in <c>/usr/sbin</c>.</remarks>
internal sealed class NatsServerProcess : IAsyncDisposable
{
    // A cold start under load takes a second; whoever waits longer waits for something that will not come.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    // The shell becomes the server, so that both have one process id. The watchman beside it ends the server when our end of
    // the pipe closes, which it does however this process ends. Descriptors 3 to 9, which a script that runs the tests may
    // hold, locks among them, are closed: a plain shell names no others.
    private const string Launch = """
        exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
        exec 3<&0
        (cat <&3; grep -q nats-server "/proc/$$/comm" && kill -KILL $$) >/dev/null 2>&1 &
        exec "$0" -c "$1" 3<&- </dev/null
        """;

    private readonly string _config;
    private readonly StringBuilder _log = new();
    private Process? _process;

    private NatsServerProcess(int port, string folder, string config) => (Port, Folder, _config) = (port, folder, config);

    /// <summary>Where it takes clients, on 127.0.0.1; the same after a restart.</summary>
    internal int Port { get; }

    /// <summary>Its scratch folder; <c>store</c> below it is for JetStream.</summary>
    internal string Folder { get; }

    /// <summary>Where it takes clients, as a URL.</summary>
    internal string Url => $"nats://127.0.0.1:{Port}";

    /// <summary>The process; throws while it does not run.</summary>
    internal int ProcessId => _process?.Id ?? throw new InvalidOperationException("nats-server does not run");

    /// <summary>What it has logged.</summary>
    internal string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Starts one and waits until it takes clients.</summary>
    /// <param name="config">Its configuration besides the listener. <c>{store}</c> and <c>{folder}</c> stand for its folders, <c>{port}</c> for its port.</param>
    /// <param name="port">Where it listens; any free port when 0.</param>
    internal static async Task<NatsServerProcess> StartAsync(string config = "", int port = 0)
    {
        string folder = Directory.CreateTempSubdirectory("nats-server-").FullName;
        var server = new NatsServerProcess(port == 0 ? FreePort() : port, folder, config);
        try
        {
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>One with JetStream, which keeps its streams in its folder.</summary>
    internal static Task<NatsServerProcess> StartJetStreamAsync(string config = "", int port = 0) =>
        StartAsync("jetstream { store_dir: \"{store}\" }\n" + config, port);

    /// <summary>Several that form a cluster; with JetStream when asked. Returns once each takes clients; routes and leaders may take a moment more.</summary>
    internal static async Task<NatsServerProcess[]> StartClusterAsync(int size, bool jetStream = false, string config = "")
    {
        int[] routes = [.. Enumerable.Range(0, size).Select(_ => FreePort())];
        string peers = string.Join(", ", routes.Select(port => $"\"nats://127.0.0.1:{port}\""));
        string streams = jetStream ? "jetstream { store_dir: \"{store}\" }\n" : "";
        var servers = new List<NatsServerProcess>();
        try
        {
            for (int i = 0; i < size; i++)
            {
                string cluster = $"server_name: n{i}\ncluster {{ name: c, listen: \"127.0.0.1:{routes[i]}\", routes: [{peers}] }}\n";
                servers.Add(await StartAsync(streams + cluster + config));
            }
            return [.. servers];
        }
        catch
        {
            foreach (NatsServerProcess server in servers)
                await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A port of 127.0.0.1 that nobody listens on, and that is given out only once.</summary>
    internal static int FreePort() => Ports.Next();

    /// <summary>Ends it at once, like a power cut. Its folder stays.</summary>
    internal async Task KillAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Deadline);
        process.StandardInput.Close();
        process.Dispose();
    }

    /// <summary>Starts it again on the same port, with the same folder. Kills it first when it still runs.</summary>
    internal async Task RestartAsync()
    {
        await KillAsync();
        await StartAgainAsync();
    }

    /// <summary>Starts it again on the same port with an empty folder.</summary>
    internal async Task RestartEmptyAsync()
    {
        await KillAsync();
        if (Directory.Exists(Path.Combine(Folder, "store")))
            Directory.Delete(Path.Combine(Folder, "store"), recursive: true);
        await StartAgainAsync();
    }

    /// <summary>Freezes it: its connections stand, but nothing moves (SIGSTOP).</summary>
    internal void Stop()
    {
        Signal("STOP");
        // The signal is under way to each thread; one that runs still might answer.
        if (OperatingSystem.IsLinux())
            SpinWait.SpinUntil(() => Directory.EnumerateDirectories($"/proc/{ProcessId}/task").All(IsStopped), TimeSpan.FromSeconds(20));
    }

    /// <summary>Lets it go on (SIGCONT).</summary>
    internal void Cont() => Signal("CONT");

    /// <summary>Makes it reload its configuration, with <paramref name="config"/> in place of the one it was started with (SIGHUP).</summary>
    internal void Reload(string config)
    {
        Write(config);
        Signal("HUP");
    }

    /// <summary>Makes it tell its clients that it is about to stop, and then stop (SIGUSR2).</summary>
    internal void LameDuck() => Signal("USR2");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task StartAgainAsync()
    {
        Write(_config);
        string program = File.Exists("/usr/sbin/nats-server") ? "/usr/sbin/nats-server" : "nats-server";
        var start = new ProcessStartInfo("/bin/sh", ["-c", Launch, program, Path.Combine(Folder, "server.conf")])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("nats-server does not start");
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        using var deadline = new CancellationTokenSource(Deadline);
        while (!await AcceptsAsync(deadline.Token))
        {
            if (_process.HasExited || deadline.IsCancellationRequested)
                throw new InvalidOperationException($"nats-server takes no clients on port {Port}:\n{Log}");
            await Task.Delay(10);
        }
    }

    private void Write(string config)
    {
        string store = Path.Combine(Folder, "store");
        string text = $"listen: \"127.0.0.1:{Port}\"\n" + config
            .Replace("{store}", store, StringComparison.Ordinal)
            .Replace("{folder}", Folder, StringComparison.Ordinal)
            .Replace("{port}", Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(Folder, "server.conf"), text);
    }

    private async Task<bool> AcceptsAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, Port), cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        lock (_log)
            _log.AppendLine(line);
    }

    /// <summary>Whether a thread has stopped: its state stands behind its name, which ends in a parenthesis.</summary>
    private static bool IsStopped(string thread)
    {
        string stat = File.ReadAllText(Path.Combine(thread, "stat"));
        return stat[stat.LastIndexOf(')') + 2] is 'T' or 't';
    }

    private void Signal(string name)
    {
        using Process kill = Process.Start("kill", ["-" + name, ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
