using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Edge.Hosting;

namespace Edge.Cli.Client;

/// <summary>What came of a request: a body, or why there is none.</summary>
/// <param name="Body">What the server answered; null when it did not do as asked.</param>
/// <param name="Exit">The exit code that this calls for.</param>
/// <param name="Problem">What went wrong, printable; empty when nothing did.</param>
internal sealed record ControlAnswer(JsonObject? Body, int Exit, string Problem)
{
    /// <summary>Of an answer that is not of the API, so much is shown: enough to tell a proxy's error page.</summary>
    private const int MaxForeignText = 200;

    /// <summary>Reads an answer.</summary>
    internal static ControlAnswer Of(int status, byte[] body, ClientSettings settings)
    {
        JsonObject? json = JsonText.Parse(body);
        if (status is >= 200 and < 300)
            return json is not null ? new ControlAnswer(json, ExitCodes.Fine, "") : Foreign(status, body, settings, ExitCodes.Unusable);
        return json is not null && Status(json, settings) is { } problem
            ? new ControlAnswer(null, ExitCodes.Refused, problem)
            : Foreign(status, body, settings, ExitCodes.Refused);
    }

    /// <summary>There was no answer.</summary>
    internal static ControlAnswer None(string problem) => new(null, ExitCodes.Unusable, Printable.Of(problem));

    private static string? Status(JsonObject json, ClientSettings settings)
    {
        if (json["code"] is not JsonValue number || number.GetValueKind() != JsonValueKind.Number || !number.TryGetValue(out int code) || json["message"] is not JsonValue message)
            return null;
        string hint = code == StatusName.Unauthenticated && settings.ApiKey is null
            ? $" Give a key with --api-key, {ClientSettings.KeyVariable} or a profile."
            : "";
        return $"{Hide(JsonText.Plain(message), settings)} ({StatusName.Of(code)}){hint}";
    }

    private static ControlAnswer Foreign(int status, byte[] body, ClientSettings settings, int exit)
    {
        string text = Hide(Encoding.UTF8.GetString(body), settings).Trim();
        text = Printable.Of(text.Length > MaxForeignText ? text[..MaxForeignText] + "..." : text);
        return new ControlAnswer(null, exit, $"{settings.Address} answered {status}, and not as a control API does{(text.Length == 0 ? "." : ": " + text)}");
    }

    /// <summary>A server that repeats the key does not get it onto a terminal or into a log.</summary>
    private static string Hide(string text, ClientSettings settings) => settings.ApiKey is { } key ? text.Replace(key, "***", StringComparison.Ordinal) : text;
}
