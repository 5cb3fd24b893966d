extern alias matrix;

using System.Net;
using System.Net.Sockets;
using matrix::Edge.LoadTests.Matrix.Wire;

namespace LoadTests.Tests.Matrix;

/// <summary>A connection that stood and was cut is told from one that never stood, however soon it was cut.</summary>
public class CallerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_connection_that_is_reset_at_once_has_stood()
    {
        const int Connections = 2000;
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        // A thread that waits in accept is as fast as can be: some resets are there before the caller sees that it is connected.
        Task resets = Task.Factory.StartNew(
            () =>
            {
                for (int i = 0; i < Connections; i++)
                    listener.Accept().Close(0);
            },
            TaskCreationOptions.LongRunning);
        for (int i = 0; i < Connections; i++)
            (await AskAsync(listener)).Fate.ShouldBe(Fate.Broken);
        await resets;
    }

    [Fact]
    public async Task A_connection_that_is_refused_has_not()
    {
        using var bound = new Socket(SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        (await AskAsync(bound)).Fate.ShouldBe(Fate.NoWay);
    }

    private static Task<Ending> AskAsync(Socket listener) =>
        Caller.AskOnceAsync(((IPEndPoint)listener.LocalEndPoint!).Port, Question.New("m", "m", Ask.Small), Patience);
}
