using ConfigSync.Resources;

namespace Edge.Tests.Wire;

/// <summary>The driver that the test at hand runs on; it flows with the test, so that tests on other drivers may run beside it.</summary>
internal static class WireDriver
{
    /// <summary>Those that serve callers' cleartext HTTP/1.1, the one they are measured by last.</summary>
    internal static readonly ListenDriver[] All = OperatingSystem.IsLinux()
        ? [ListenDriver.Loop, ListenDriver.Kestrel, ListenDriver.KestrelHttp]
        : [ListenDriver.Kestrel, ListenDriver.KestrelHttp];
    private static readonly AsyncLocal<ListenDriver> Ambient = new();

    /// <summary>What an Edge of this test is started with; the default one in tests that do not ask for each.</summary>
    internal static ListenDriver Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }
}
