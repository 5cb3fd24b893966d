using ConfigSync.Resources;

namespace Edge.Hosting;

/// <summary>
/// Requests that run on the threads that wait for sockets, without a hop to the thread pool and back. Good where nothing on the way
/// waits, as in the driver <c>kestrel</c>; in front of Kestrel's HTTP, or beside loops, it would only hold up other sockets.
/// </summary>
internal static class InlineCompletions
{
    // Not documented as an API, and there is no switch in code: the runtime reads it once, at the first socket that waits.
    private const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Whether they suit <paramref name="driver"/>.</summary>
    internal static bool Suit(ListenDriver driver) => driver == ListenDriver.Kestrel;

    /// <summary>
    /// Turns the runtime's half on, for the whole process; what the environment says already stays. Before the first socket, and only by
    /// a program that is nothing but Edge.
    /// </summary>
    internal static void Choose(ListenDriver driver)
    {
        if (Suit(driver) && Environment.GetEnvironmentVariable(Variable) is null)
            Environment.SetEnvironmentVariable(Variable, "1");
    }
}
