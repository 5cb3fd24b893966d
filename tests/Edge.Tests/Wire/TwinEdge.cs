using System.Net.Sockets;
using System.Text;
using ConfigSync.Resources;

namespace Edge.Tests.Wire;

/// <summary>An Edge on one driver before a replica of its own, to be asked what others are asked too, one thing at a time.</summary>
internal sealed class TwinEdge : IAsyncDisposable
{
    private readonly WireEdge _edge;
    private readonly byte[] _buffer = new byte[16 * 1024];

    private TwinEdge(ListenDriver driver, TwinReplica replica, WireEdge edge) => (Driver, Replica, _edge) = (driver, replica, edge);

    internal ListenDriver Driver { get; }

    internal TwinReplica Replica { get; }

    /// <summary>
    /// Whether the second piece waits until the replica has answered the first one and closed. A request on a connection that its replica is
    /// about to close may be repeated as long as the retry budget lasts, and that is no difference between drivers.
    /// </summary>
    internal bool WaitsForReplica { get; set; }

    /// <summary>Starts it.</summary>
    internal static async Task<TwinEdge> StartAsync(ListenDriver driver)
    {
        var replica = new TwinReplica();
        WireEdge edge = await WireEdge.StartAsync(
            m => m with { Endpoints = [new EndpointConfig(replica.Url)] }, config => config with { Listen = config.Listen with { Driver = driver } });
        return new TwinEdge(driver, replica, edge);
    }

    /// <summary>
    /// Sends the pieces on one new connection, and takes what comes until that ends, or until <paramref name="quiet"/> has passed without a byte.
    /// </summary>
    internal async Task<TwinOutcome> AskAsync(string[] pieces, TimeSpan quiet)
    {
        using var socket = new Socket(_edge.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(_edge.Address);
        Task sending = SendAsync(socket, pieces, Replica.Asked);
        (string text, bool ended) = await ReceiveAsync(socket, quiet);
        await sending;
        socket.Close();
        await WireEdge.UntilAsync(() => _edge.Server.ActiveRequests == 0, "a request is still at work");
        var rest = new StringBuilder(text);
        var answers = new List<TwinMessage>();
        while (TwinMessage.Take(rest, ended: true, isAnswer: true) is { } answer)
        {
            if (answer.Status != 100)
                answers.Add(answer);
        }
        return new TwinOutcome(answers, ended, Replica.TakeRequests(), rest.ToString());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Replica.Dispose();
        await _edge.DisposeAsync();
    }

    private async Task SendAsync(Socket socket, string[] pieces, int asked)
    {
        try
        {
            foreach (string piece in pieces)
            {
                if (WaitsForReplica && piece != pieces[0])
                    await WireEdge.UntilAsync(() => Replica.Asked > asked && Replica.HasClosed, "the replica has not closed");
                await socket.SendAsync(Encoding.Latin1.GetBytes(piece));
                await Task.Yield();
            }
        }
        catch (SocketException)
        {
            // It has heard enough and closed.
        }
    }

    private async Task<(string Text, bool Ended)> ReceiveAsync(Socket socket, TimeSpan quiet)
    {
        var text = new StringBuilder();
        using var deadline = new CancellationTokenSource();
        try
        {
            while (true)
            {
                deadline.CancelAfter(quiet);
                int count = await socket.ReceiveAsync(_buffer, deadline.Token);
                if (count == 0)
                    return (text.ToString(), true);
                text.Append(Encoding.Latin1.GetString(_buffer, 0, count));
            }
        }
        catch (SocketException)
        {
            return (text.ToString(), true);
        }
        catch (OperationCanceledException)
        {
            return (text.ToString(), false);
        }
    }
}
