using System.Buffers;
using Edge.Telemetry.Records;

namespace Edge.Telemetry.AccessLog;

/// <summary>
/// One line for each request, written by a thread of its own, so that a slow disk holds up nothing. Lines that come within a tenth of a second are written
/// together, since a write costs as much as some two hundred lines. What it cannot take in time is dropped and counted. Never has content of a prompt or an
/// answer, nor a key.
/// </summary>
internal sealed class AccessLogSink : IRecordSink, IDisposable
{
    /// <summary>So much may wait for the disk: seconds of lines at tens of thousands a second.</summary>
    internal const int MaxWaiting = 8 * 1024 * 1024;

    /// <summary>So much is written at once, without waiting for more.</summary>
    internal const int Enough = 512 * 1024;

    /// <summary>How long the first line that waits does so for others.</summary>
    internal static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    /// <summary>How long the end waits for a disk, or a reader of the standard output, that takes nothing.</summary>
    private static readonly TimeSpan LastWrite = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private readonly AutoResetEvent _signal = new(initialState: false);
    private readonly IAccessLine _line;
    private readonly Stream _output;
    private readonly Action<Exception> _onFailure;
    private readonly Thread _thread;
    private ArrayBufferWriter<byte> _filling = new(64 * 1024);
    private ArrayBufferWriter<byte> _writing = new(64 * 1024);
    private long _dropped;
    private bool _signalled;
    private bool _stopped;

    /// <summary>Starts writing to <paramref name="output"/>, which it owns. <paramref name="onFailure"/> hears of each write that fails: its lines are lost and counted.</summary>
    internal AccessLogSink(IAccessLine line, Stream output, Action<Exception> onFailure)
    {
        (_line, _output, _onFailure) = (line, output, onFailure);
        _thread = new Thread(Run) { IsBackground = true, Name = "edge-access-log" };
        _thread.Start();
    }

    /// <summary>Lines that were not written. From any thread.</summary>
    internal long Dropped => Interlocked.Read(ref _dropped);

    /// <inheritdoc/>
    public void Take(in RequestRecord record)
    {
        // An attempt is part of its request, which has a line.
        if (record.IsAttempt)
            return;
        lock (_lock)
        {
            if (_filling.WrittenCount >= MaxWaiting)
                Interlocked.Increment(ref _dropped);
            else
                Add(in record);
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        lock (_lock)
        {
            if (_signalled || _filling.WrittenCount == 0)
                return;
            _signalled = true;
            _signal.Set();
        }
    }

    /// <summary>Writes what waits, and closes the output. What is not taken within 5 s is lost.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _stopped = true;
            _signal.Set();
        }
        // A thread that is stuck in a write goes on to own what it uses, and ends with the process.
        if (!_thread.Join(LastWrite))
            return;
        _signal.Dispose();
        _output.Dispose();
    }

    private void Add(in RequestRecord record)
    {
        int before = _filling.WrittenCount;
        _line.Write(_filling, in record);
        if (before < Enough && _filling.WrittenCount >= Enough)
            _signal.Set();
    }

    private void Run()
    {
        bool last;
        do
        {
            _signal.WaitOne();
            if (!HasEnough())
                _signal.WaitOne(Gathering);
            lock (_lock)
            {
                (_signalled, last) = (false, _stopped);
                (_filling, _writing) = (_writing, _filling);
            }
            WriteOut();
        }
        while (!last);
    }

    private bool HasEnough()
    {
        lock (_lock)
            return _stopped || _filling.WrittenCount >= Enough;
    }

    private void WriteOut()
    {
        if (_writing.WrittenCount == 0)
            return;
        try
        {
            _output.Write(_writing.WrittenSpan);
            _output.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Interlocked.Add(ref _dropped, _writing.WrittenSpan.Count((byte)'\n'));
            _onFailure(e);
        }
        _writing.ResetWrittenCount();
    }
}
