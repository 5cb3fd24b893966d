using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ConfigSync.Tests.Stores.Nats.Harness;

/// <summary>
/// A way to a server that loses, repeats and swaps messages which a consumer delivers, each when it passes for the first time: what a new
/// consumer is sent again comes as it is. One connection after another.
/// </summary>
internal sealed class FrameLink : IAsyncDisposable
{
    private readonly int _target;
    private readonly Func<long, int> _fault;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private readonly HashSet<long> _passed = [];

    /// <param name="target">The server's port.</param>
    /// <param name="fault">For each message, by its sequence in the stream: how many times it passes; -1 puts it behind the next one.</param>
    internal FrameLink(int target, Func<long, int> fault)
    {
        (_target, _fault) = (target, fault);
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where it is.</summary>
    internal string Url => $"nats://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                using var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                Task up = client.GetStream().CopyToAsync(server.GetStream(), _stop.Token);
                await Task.WhenAny(up, DownAsync(server.GetStream(), client.GetStream()));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private async Task DownAsync(NetworkStream server, NetworkStream client)
    {
        var input = new BufferedStream(server, 64 * 1024);
        var output = new BufferedStream(client, 64 * 1024);
        byte[]? later = null;
        while (true)
        {
            byte[] frame = await ReadAsync(input);
            int times = SequenceOf(frame) is { } sequence && _passed.Add(sequence) ? _fault(sequence) : 1;
            if (times < 0)
            {
                later = frame;
                continue;
            }
            for (int i = 0; i < times; i++)
                await output.WriteAsync(frame, _stop.Token);
            if (later is not null)
                await output.WriteAsync(later, _stop.Token);
            later = null;
            await output.FlushAsync(_stop.Token);
        }
    }

    /// <summary>That of a message which a consumer delivers: it is to be answered to $JS.ACK.stream.consumer.delivered.sequence and more.</summary>
    private static long? SequenceOf(byte[] frame)
    {
        string start = Encoding.ASCII.GetString(frame, 0, Math.Min(frame.Length, 200));
        int at = start.IndexOf("$JS.ACK.", StringComparison.Ordinal);
        return at < 0 ? null : long.Parse(start[at..].Split('.')[5], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>One line, with what it says follows it.</summary>
    private static async Task<byte[]> ReadAsync(Stream input)
    {
        var frame = new MemoryStream();
        byte[] one = new byte[1];
        while (frame.Length < 2 || one[0] != '\n')
        {
            await input.ReadExactlyAsync(one);
            frame.WriteByte(one[0]);
        }
        string line = Encoding.ASCII.GetString(frame.ToArray()).TrimEnd();
        if (!line.StartsWith("MSG ", StringComparison.Ordinal) && !line.StartsWith("HMSG ", StringComparison.Ordinal))
            return frame.ToArray();
        byte[] rest = new byte[int.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture) + 2];
        await input.ReadExactlyAsync(rest);
        frame.Write(rest);
        return frame.ToArray();
    }
}
