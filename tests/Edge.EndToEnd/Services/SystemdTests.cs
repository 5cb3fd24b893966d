using System.Net.Sockets;
using System.Text;
using Edge.EndToEnd.Harness;

namespace Edge.EndToEnd.Services;

/// <summary>What a service manager hears of the program.</summary>
public sealed class SystemdTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Systemd_hears_when_callers_are_served_and_when_that_ends()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("edge-");
        string path = Path.Combine(folder.FullName, "notify");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        int[] ports = FreePorts.Find(2);
        string config = Path.Combine(folder.FullName, "edge.json");
        await File.WriteAllTextAsync(config, $$"""{ "listen": { "data": "127.0.0.1:{{ports[0]}}", "control": "127.0.0.1:{{ports[1]}}" } }""");
        await using (EdgeProcess edge = await EdgeProcess.StartAsync(
            new Uri($"http://127.0.0.1:{ports[1]}/readyz"), [("NOTIFY_SOCKET", path)], "serve", "--config", config))
        {
            (await HearAsync(socket)).ShouldBe("READY=1");
            (await edge.StopAsync("TERM")).ShouldBe(0);
            (await HearAsync(socket)).ShouldBe("STOPPING=1");
        }
        folder.Delete(recursive: true);
    }

    private static async Task<string> HearAsync(Socket socket)
    {
        using var deadline = new CancellationTokenSource(Patience);
        byte[] text = new byte[256];
        int length = await socket.ReceiveAsync(text, deadline.Token);
        return Encoding.UTF8.GetString(text, 0, length).TrimEnd();
    }
}
