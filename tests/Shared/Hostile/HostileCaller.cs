using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Shared.Hostile;

/// <summary>A caller's connection that sends whatever it is given and reads answers strictly. One read at a time; sending may go on beside it.</summary>
internal sealed class HostileCaller : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly TimeSpan _patience;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly StringBuilder _text = new();
    private readonly List<StrictMessage> _answers = [];
    private long _received;

    private HostileCaller(TimeSpan patience) => _patience = patience;

    /// <summary>The final answers so far. When the connection has ended, a cut one too.</summary>
    internal IReadOnlyList<StrictMessage> Answers => _answers;

    /// <summary>Whether the other side has ended the connection.</summary>
    internal bool Ended { get; private set; }

    /// <summary>Bytes received so far; may be read from any thread.</summary>
    internal long Received => Interlocked.Read(ref _received);

    /// <summary>Connects; silence of the other side for <paramref name="patience"/> ends each read.</summary>
    internal static async Task<HostileCaller> ConnectAsync(IPEndPoint proxy, TimeSpan patience)
    {
        var caller = new HostileCaller(patience);
        await caller._socket.ConnectAsync(proxy);
        return caller;
    }

    /// <summary>Sends; false when the other side takes no more.</summary>
    internal async Task<bool> TrySendAsync(string text)
    {
        using var deadline = new CancellationTokenSource(_patience);
        try
        {
            for (ReadOnlyMemory<byte> left = Encoding.Latin1.GetBytes(text); !left.IsEmpty;)
                left = left[await _socket.SendAsync(left, deadline.Token)..];
            return true;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Reads until there are so many answers, or the connection has ended or is silent.</summary>
    internal async Task ReadAsync(int answers)
    {
        while (_answers.Count < answers && !Ended)
        {
            int count = await ReceiveAsync();
            if (count < 0)
                return;
            Ended = count == 0;
            _text.Append(Encoding.Latin1.GetString(_buffer, 0, count));
            Interlocked.Add(ref _received, count);
            TakeAnswers();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private void TakeAnswers()
    {
        while (StrictMessage.Take(_text, Ended, isAnswer: true) is { } answer && (answer.IsWhole || answer.Doubt is not null || Ended))
        {
            if (answer.Status is 0 or 101 or >= 200)
                _answers.Add(answer);
        }
    }

    /// <summary>0 at the end, however it came; -1 when nothing came in time.</summary>
    private async Task<int> ReceiveAsync()
    {
        using var deadline = new CancellationTokenSource(_patience);
        try
        {
            return await _socket.ReceiveAsync(_buffer, deadline.Token);
        }
        catch (SocketException)
        {
            return 0;
        }
        catch (OperationCanceledException)
        {
            return -1;
        }
    }
}
