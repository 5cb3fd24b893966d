namespace NBomber.CSharp;

/// <summary>Makes what iterations and steps return.</summary>
public static class Response
{
    /// <summary>All went well.</summary>
    public static Response<object> Ok(string statusCode = "", long sizeBytes = 0, string message = "") => new(statusCode, false, sizeBytes, message, null);
    /// <summary>All went well, and this is handed on.</summary>
    public static Response<T> Ok<T>(T payload, string statusCode = "", long sizeBytes = 0, string message = "") =>
        new(statusCode, false, sizeBytes, message, new Option<T>(payload));
    /// <summary>It failed.</summary>
    public static Response<object> Fail(string statusCode = "", string message = "", long sizeBytes = 0) => new(statusCode, true, sizeBytes, message, null);
    /// <summary>It failed, where otherwise something is handed on.</summary>
    public static Response<T> Fail<T>(string statusCode = "", string message = "", long sizeBytes = 0) => new(statusCode, true, sizeBytes, message, null);
}
