namespace Edge.Transport;

/// <summary>Something to be done on a loop's thread; see <see cref="EventLoop.Post"/>. An object may be posted as often as it likes.</summary>
internal interface ILoopWork
{
    /// <summary>Does it. Must not block.</summary>
    void Run();
}
