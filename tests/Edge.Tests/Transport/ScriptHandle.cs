using Edge.Transport;

namespace Edge.Tests.Transport;

/// <summary>A handle that does what a test says.</summary>
internal sealed class ScriptHandle : LoopHandle
{
    internal const Readiness All = Readiness.In | Readiness.Out | Readiness.PeerClosed;

    internal Action<Readiness>? Ready { get; init; }

    internal Action? Turn { get; init; }

    internal Action? Timer { get; init; }

    internal bool WasAbandoned { get; private set; }

    internal override void OnReady(Readiness events) => Ready?.Invoke(events);

    internal override void OnTurn() => Turn?.Invoke();

    internal override void OnTimer() => Timer?.Invoke();

    internal override void OnAbandoned() => WasAbandoned = true;
}
