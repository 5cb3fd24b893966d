using Microsoft.Extensions.Logging;

namespace NATS.Client.Core.Wire;

/// <summary>What a connection logs.</summary>
internal static partial class Log
{
    /// <summary>A connection stands.</summary>
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Connected to NATS server {Server}")]
    internal static partial void Connected(ILogger logger, ServerUri server);

    /// <summary>A connection was lost.</summary>
    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Lost NATS server {Server}: {Reason}")]
    internal static partial void Lost(ILogger logger, ServerUri server, string reason);

    /// <summary>An attempt failed.</summary>
    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "No connection to NATS server {Server}: {Reason}")]
    internal static partial void Unreachable(ILogger logger, ServerUri server, string reason);

    /// <summary>There will be no more attempts.</summary>
    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "Gave NATS up: {Reason}")]
    internal static partial void GaveUp(ILogger logger, string reason);

    /// <summary>A server refused something.</summary>
    [LoggerMessage(EventId = 5, Level = LogLevel.Error, Message = "The NATS server reports: {Error}")]
    internal static partial void ServerError(ILogger logger, string error);

    /// <summary>A reader does not keep up.</summary>
    [LoggerMessage(EventId = 6, Level = LogLevel.Warning, Message = "The reader of {Subject} does not keep up; messages are dropped")]
    internal static partial void SlowReader(ILogger logger, string subject);

    /// <summary>A handler of an event threw.</summary>
    [LoggerMessage(EventId = 7, Level = LogLevel.Error, Message = "A handler of a NATS event threw")]
    internal static partial void HandlerThrew(ILogger logger, Exception exception);
}
