using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace NATS.Client.Core.Tests.Servers;

/// <summary>Stands between a client and a server, and can cut what the server says.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly X509Certificate2? _certificate;
    private readonly Func<int, byte[]?>? _script;
    private Task _accepting = Task.CompletedTask;
    private int _connections;
    private long _left = long.MaxValue;

    private Proxy(int target, X509Certificate2? certificate, Func<int, byte[]?>? script)
    {
        _target = target;
        _certificate = certificate;
        _script = script;
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections came.</summary>
    internal int Connections => Volatile.Read(ref _connections);

    internal static Task<Proxy> StartAsync(int target) => StartAsync(new Proxy(target, null, null));

    internal static Task<Proxy> StartTlsAsync(int target, string certificate, string key)
    {
        using X509Certificate2 pem = X509Certificate2.CreateFromPemFile(certificate, key);
        return StartAsync(new Proxy(target, X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null), null));
    }

    /// <summary>One that says <paramref name="script"/>'s bytes in place of a server, by the number of the connection (from 1), or passes it on for null.</summary>
    internal static Task<Proxy> StartScriptAsync(int target, Func<int, byte[]?> script) => StartAsync(new Proxy(target, null, script));

    /// <summary>The connection that stands is cut after so many more bytes of the server; later ones are not.</summary>
    internal void CutAfter(long bytes) => Interlocked.Exchange(ref _left, bytes);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _certificate?.Dispose();
        _stop.Dispose();
    }

    private static Task<Proxy> StartAsync(Proxy proxy)
    {
        proxy._listener.Start();
        proxy._accepting = Task.Run(proxy.AcceptAsync);
        return Task.FromResult(proxy);
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptSocketAsync(_stop.Token);
                serving.Add(ServeAsync(client, Interlocked.Increment(ref _connections)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket client, int number)
    {
        using (client)
        {
            try
            {
                await using Stream near = await OpenAsync(client);
                if (_script?.Invoke(number) is { } says)
                {
                    await near.WriteAsync(says, _stop.Token);
                    await near.CopyToAsync(Stream.Null, _stop.Token);
                    return;
                }
                using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                await using var far = new NetworkStream(server);
                await Task.WhenAny(near.CopyToAsync(far, _stop.Token), SayAsync(far, near));
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // One of them left.
            }
        }
    }

    private async Task<Stream> OpenAsync(Socket client)
    {
        var stream = new NetworkStream(client);
        if (_certificate is null)
            return stream;
        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(_certificate);
        return encrypted;
    }

    private async Task SayAsync(Stream far, Stream near)
    {
        var buffer = new byte[4096];
        int got;
        while ((got = await far.ReadAsync(buffer, _stop.Token)) > 0)
        {
            long left = Interlocked.Add(ref _left, -got) + got;
            await near.WriteAsync(buffer.AsMemory(0, (int)Math.Min(got, left)), _stop.Token);
            if (left >= got)
                continue;
            Interlocked.Exchange(ref _left, long.MaxValue);
            return;
        }
    }
}
