using Edge.Telemetry.Exposition;

namespace Edge.Telemetry.Otlp;

/// <summary>Sends metrics to a receiver every so often, and once more at the end. What is not taken is lost, or told the next time with all that counts from the beginning.</summary>
internal sealed class MetricsExport : IAsyncDisposable
{
    /// <summary>How long the last message may take.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);
    private readonly MetricsExposition _exposition;
    private readonly MetricsMessage _message;
    private readonly MetricsReceiver _receiver;
    private readonly Action<string> _onFailure;
    private readonly TimeProvider _time;
    private readonly PeriodicTimer _timer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <summary>Starts.</summary>
    /// <param name="exposition">What is sent.</param>
    /// <param name="message">Writes it.</param>
    /// <param name="receiver">Takes it; it is owned.</param>
    /// <param name="interval">How often.</param>
    /// <param name="time">Measures that, and how long the end takes.</param>
    /// <param name="onFailure">Hears why something was not taken.</param>
    internal MetricsExport(MetricsExposition exposition, MetricsMessage message, MetricsReceiver receiver, TimeSpan interval, TimeProvider time, Action<string> onFailure)
    {
        (_exposition, _message, _receiver, _time, _onFailure) = (exposition, message, receiver, time, onFailure);
        _timer = new PeriodicTimer(interval, time);
        _running = RunAsync();
    }

    /// <summary>Sends what there is, for 5 s at most, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        using var late = new CancellationTokenSource(Farewell, _time);
        using CancellationTokenRegistration end = late.Token.Register(_stop.Cancel);
        await _running.ConfigureAwait(false);
        await SendAsync().ConfigureAwait(false);
        _stop.Dispose();
        _receiver.Dispose();
    }

    private async Task RunAsync()
    {
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false))
            await SendAsync().ConfigureAwait(false);
    }

    private async Task SendAsync()
    {
        try
        {
            if (await _receiver.SendAsync(_message.Write(_exposition), _stop.Token).ConfigureAwait(false) is { } reason)
                _onFailure(reason);
        }
        catch (OperationCanceledException)
        {
            _onFailure($"the last metrics were not taken within {Farewell.TotalSeconds:0} s");
        }
        // Whatever goes wrong with one message, the next one is sent.
        catch (Exception e)
        {
            _onFailure(e.Message);
        }
    }
}
