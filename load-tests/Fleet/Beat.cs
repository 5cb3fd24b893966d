namespace Edge.LoadTests.Fleet;

/// <summary>
/// A beat each millisecond, from a thread that waits: timers of .NET go by the tick of the kernel, which is four milliseconds on many
/// machines. Safe from any thread.
/// </summary>
internal sealed class Beat : IDisposable
{
    private readonly ManualResetEvent _stop = new(initialState: false);
    private readonly Thread _thread;
    private TaskCompletionSource _next = New();

    /// <summary>Begins at once.</summary>
    internal Beat()
    {
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Over with the next beat.</summary>
    internal Task Next => Volatile.Read(ref _next).Task;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Run()
    {
        while (!_stop.WaitOne(1))
            Interlocked.Exchange(ref _next, New()).SetResult();
    }
}
