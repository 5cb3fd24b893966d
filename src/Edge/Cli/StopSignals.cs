using System.Runtime.InteropServices;

namespace Edge.Cli;

/// <summary>SIGINT and SIGTERM: the first asks for an orderly stop, the second for an end at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Begins to listen for the signals.</summary>
    internal StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    internal CancellationToken Stop => _stop.Token;

    /// <summary>Cancelled by the second.</summary>
    internal CancellationToken Abort => _abort.Token;

    /// <summary>Completes at the first signal.</summary>
    internal async Task WaitAsync()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = _stop.Token.Register(stopped.SetResult);
        await stopped.Task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
        _abort.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        (_stop.IsCancellationRequested ? _abort : _stop).Cancel();
    }
}
