namespace Edge.Transport;

/// <summary>Something to be done on a loop's thread; see <see cref="EventLoop.Post"/>. The object is its own place in the queue: nothing is allocated.</summary>
internal interface ILoopWork
{
    /// <summary>Does it. Must not block.</summary>
    void Run();
}
