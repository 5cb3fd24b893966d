namespace Shared.Hostile;

/// <summary>A request that reached the backend.</summary>
/// <param name="Message">What it says.</param>
/// <param name="Connection">On which of the backend's connections, counted from 1.</param>
internal sealed record BackendRequest(StrictMessage Message, int Connection)
{
    /// <summary>The caller that it names, or null: then it is the hostile one, or was made out of it.</summary>
    internal string? Caller => Message.Field("X-Caller");
}
