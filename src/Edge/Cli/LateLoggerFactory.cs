using Microsoft.Extensions.Logging;

namespace Edge.Cli;

/// <summary>
/// Makes loggers at once and what is behind them when something is first to be logged: putting the providers together takes tens
/// of milliseconds, in which callers are served already. Safe from any thread.
/// </summary>
/// <param name="create">Puts the real factory together; called once at most.</param>
internal sealed class LateLoggerFactory(Func<ILoggerFactory> create) : ILoggerFactory
{
    private readonly Lazy<ILoggerFactory> _real = new(create);

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new LateLogger(_real, categoryName);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => _real.Value.AddProvider(provider);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_real.IsValueCreated)
            _real.Value.Dispose();
    }

    private sealed class LateLogger(Lazy<ILoggerFactory> factory, string category) : ILogger
    {
        private readonly Lazy<ILogger> _real = new(() => factory.Value.CreateLogger(category));

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => _real.Value.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => _real.Value.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _real.Value.Log(logLevel, eventId, state, exception, formatter);
    }
}
