using System.Runtime.CompilerServices;
using Edge.Hosting;

namespace Edge.Tests.Hosting;

/// <summary>
/// Kestrel reads its switches once in a process. Tests run in any order, and some make a Kestrel of their own, as a control API or a
/// receiver of traces: that one must not be the first before they are set.
/// </summary>
internal static class FirstKestrel
{
    [ModuleInitializer]
    internal static void Prepare() => KestrelSwitches.Set();
}
