using System.Runtime.CompilerServices;
using Edge.Hosting;

namespace Edge.Tests;

/// <summary>What holds for the process of these tests, whichever comes first.</summary>
internal static class TestProcess
{
    // Tests that keep the pool's threads busy must not hold up what others wait for: it adds threads slowly.
    private const int Threads = 32;

    [ModuleInitializer]
    internal static void Prepare()
    {
        // Kestrel reads its switches once, and some tests make one of their own, as a control API or a receiver of traces.
        KestrelSwitches.Set();
        ThreadPool.SetMinThreads(Threads, Threads);
    }
}
