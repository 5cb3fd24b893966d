using System.Net.Sockets;

namespace Edge.LoadTests.Backend;

/// <summary>One connection of a caller, from one request to the next. Used by one task.</summary>
internal sealed class Connection(Socket socket, Answers answers, Wheel wheel)
{
    /// <summary>Enough for a head and a small body; there may be thousands of connections.</summary>
    private const int SmallBuffer = 4096;

    /// <summary>For large bodies: few reads, and still within the second cache.</summary>
    private const int LargeBuffer = 128 * 1024;

    private byte[] _buffer = new byte[SmallBuffer];
    private int _start;
    private int _end;

    /// <summary>Answers until the caller leaves or breaks the protocol.</summary>
    internal async Task RunAsync()
    {
        using (socket)
        {
            try
            {
                while (await ReadHeadAsync() is { } head && await AnswerAsync(head))
                {
                }
            }
            catch (SocketException)
            {
                // The caller left.
            }
        }
    }

    private async Task<bool> AnswerAsync(RequestHead head)
    {
        if (!head.IsKnownLength)
        {
            await SendAsync(Answers.NeedsLength);
            return false;
        }
        if (!await ReadBodyAsync(head.Length))
            await SendAsync(Answers.WrongModel);
        else if (head.Events > 0)
            await StreamAsync(head.Events, head.Ticks);
        else
            await SendAsync(head.Large ? answers.Large : answers.Small);
        return true;
    }

    private async Task<RequestHead?> ReadHeadAsync()
    {
        while (true)
        {
            if (RequestHead.TryParse(_buffer.AsSpan(_start, _end - _start), out RequestHead head, out int length))
            {
                _start += length;
                return head;
            }
            if (!await FillAsync())
                return null;
        }
    }

    /// <summary>Reads the body; whether it names this model. The name may lie across two reads.</summary>
    private async Task<bool> ReadBodyAsync(long left)
    {
        if (left > SmallBuffer && _buffer.Length == SmallBuffer)
            Array.Resize(ref _buffer, LargeBuffer);
        bool found = answers.Needle.Length == 0;
        while (true)
        {
            int here = (int)Math.Min(left, _end - _start);
            found = found || _buffer.AsSpan(_start, here).IndexOf(answers.Needle) >= 0;
            if (here == left)
            {
                _start += here;
                return found;
            }
            int used = Math.Max(0, here - answers.Needle.Length);
            _start += used;
            left -= used;
            if (!await FillAsync())
                throw new SocketException((int)SocketError.ConnectionReset);
        }
    }

    private async Task StreamAsync(int events, int ticks)
    {
        byte[] frame = EventFrame.Create();
        long due = wheel.Now;
        await SendAsync(Answers.StreamHead);
        for (int number = 0; number < events; number++)
        {
            EventFrame.Write(frame, number);
            await SendAsync(frame);
            await wheel.WaitAsync(due += ticks);
        }
        await SendAsync(EventFrame.End);
    }

    private async Task<bool> FillAsync()
    {
        if (_start == _end)
            _start = _end = 0;
        else if (_end == _buffer.Length)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            if (_end == _buffer.Length)
                return false; // a head above the buffer
        }
        int read = await socket.ReceiveAsync(_buffer.AsMemory(_end));
        _end += read;
        return read > 0;
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[await socket.SendAsync(bytes)..];
    }
}
