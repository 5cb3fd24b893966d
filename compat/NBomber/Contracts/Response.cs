namespace NBomber.Contracts;

/// <summary>What an iteration or a step came to.</summary>
public interface IResponse
{
    /// <summary>Any text, an HTTP status as a rule; counted by itself.</summary>
    string StatusCode { get; }
    /// <summary>Whether it failed.</summary>
    bool IsError { get; }
    /// <summary>Bytes that were moved.</summary>
    long SizeBytes { get; }
    /// <summary>What happened, for people; of each status the first one is kept.</summary>
    string Message { get; }
}

/// <summary>What an iteration or a step came to, and what it hands on (or null). Made by <see cref="CSharp.Response"/>.</summary>
public sealed record Response<T>(string StatusCode, bool IsError, long SizeBytes, string Message, Option<T>? Payload) : IResponse;

/// <summary>In the place of F#'s option, whose <c>Value</c> callers read. None is null, as there.</summary>
public sealed record Option<T>(T Value);
