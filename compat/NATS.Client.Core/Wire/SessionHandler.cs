using System.Text;
using System.Text.Json;
using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Wire;

/// <summary>What is done with the commands of a server. Used by the read loop alone.</summary>
internal sealed class SessionHandler(ServerUri server, SendQueue queue, IFrameSink sink, ISessionOwner owner) : IFrameHandler
{
    private int _unanswered;

    /// <summary>What the handshake waits for.</summary>
    internal enum Step
    {
        /// <summary>The first INFO.</summary>
        Greeting,

        /// <summary>The pong that says we were let in.</summary>
        Admission,

        /// <summary>Nothing: the connection stands.</summary>
        Open,
    }

    /// <summary>Where the handshake is; set by whoever runs it.</summary>
    internal Step Waiting { get; set; }

    /// <inheritdoc/>
    public bool Done { get; set; }

    /// <summary>What the server said about itself last.</summary>
    internal ServerInfo? Info { get; private set; }

    /// <summary>Who waits for pongs.</summary>
    internal PingQueue Pings { get; } = new();

    /// <summary>Counts a ping about to be sent.</summary>
    /// <returns>How many have gone unanswered in a row, with this one.</returns>
    internal int CountPing() => Interlocked.Increment(ref _unanswered);

    /// <inheritdoc/>
    public ValueTask HandleAsync(in Frame frame)
    {
        if (Waiting == Step.Greeting && frame.Kind is not (FrameKind.Info or FrameKind.Err))
            throw new NatsProtocolViolationException("The server did not begin with INFO");
        switch (frame.Kind)
        {
            case FrameKind.Msg or FrameKind.HMsg:
                return sink.DispatchAsync(frame);
            case FrameKind.Ping:
                queue.Pong();
                break;
            case FrameKind.Pong when Waiting == Step.Admission:
                Done = true;
                break;
            case FrameKind.Pong:
                Volatile.Write(ref _unanswered, 0);
                Pings.Complete();
                break;
            case FrameKind.Info:
                ReadInfo(frame.Text);
                break;
            case FrameKind.Err:
                string error = Encoding.UTF8.GetString(frame.Text);
                owner.OnServerError(error);
                if (Waiting != Step.Open)
                    throw new NatsServerException(error);
                break;
        }
        return ValueTask.CompletedTask;
    }

    private void ReadInfo(ReadOnlySpan<byte> json)
    {
        try
        {
            Info = JsonSerializer.Deserialize(json, ProtocolJson.Default.ServerInfo) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new NatsProtocolViolationException("The server's INFO is not JSON: " + exception.Message);
        }
        Done = Waiting == Step.Greeting;
        owner.OnInfo(Info, server);
    }
}
