using System.Diagnostics;
using System.Globalization;

namespace Edge.LoadTests.Common;

/// <summary>Signals to processes, as an operator sends them.</summary>
internal static class Signals
{
    /// <summary>Sends <paramref name="signal"/>, such as <c>TERM</c>, and returns when it is sent.</summary>
    internal static async Task SendAsync(string signal, int process)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
