using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Edge.Tests.Wire;

/// <summary>Keeps what the server logs.</summary>
internal sealed class WireLog : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _errors = new();

    /// <summary>What was logged as an error, mistakes of the program with their traces.</summary>
    internal IReadOnlyCollection<string> Errors => _errors;

    /// <summary>All that was logged.</summary>
    internal IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Waits until a line holds <paramref name="text"/>.</summary>
    internal Task ExpectAsync(string text) =>
        WireEdge.UntilAsync(() => _lines.Any(line => line.Contains(text, StringComparison.Ordinal)), $"nothing was logged like '{text}'");

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string line = formatter(state, exception);
        _lines.Enqueue(line);
        if (logLevel >= LogLevel.Error)
            _errors.Enqueue($"{line} {exception}");
    }

    public void Dispose()
    {
    }
}
