namespace NATS.Client.Core.Wire;

/// <summary>How long to wait after an attempt that failed, and when to give up. Used by one loop.</summary>
internal sealed class RetryPolicy(NatsOpts opts)
{
    private TimeSpan _wait;
    private int _retries;
    private string? _lastRefusal;
    private bool _refused;

    /// <summary>An attempt succeeded.</summary>
    internal void Reset()
    {
        _wait = TimeSpan.Zero;
        _retries = 0;
        _lastRefusal = null;
        _refused = false;
    }

    /// <summary>An attempt failed.</summary>
    internal void Failed(Exception exception)
    {
        if (exception is not NatsServerException { IsAuthError: true } refusal)
            return;
        _refused |= !opts.IgnoreAuthErrorAbort && refusal.Error == _lastRefusal;
        _lastRefusal = refusal.Error;
    }

    /// <summary>How long to wait before the next attempt: doubling, within bounds, with a random part that keeps many clients of a lost server apart.</summary>
    /// <exception cref="NatsConnectionFailedException">There is to be none.</exception>
    internal TimeSpan Next()
    {
        if (_refused)
            throw new NatsConnectionFailedException("The server refused the credentials twice in a row");
        if (_retries++ >= opts.MaxReconnectRetry + 1 && opts.MaxReconnectRetry > 0)
            throw new NatsConnectionFailedException($"No connection after {opts.MaxReconnectRetry} attempts");
        _wait = _wait == TimeSpan.Zero || opts.ReconnectWaitMin >= opts.ReconnectWaitMax ? opts.ReconnectWaitMin : _wait * 2;
        if (_wait > opts.ReconnectWaitMax && opts.ReconnectWaitMin < opts.ReconnectWaitMax)
            _wait = opts.ReconnectWaitMax;
        return _wait + (opts.ReconnectJitter * Random.Shared.NextDouble());
    }
}
