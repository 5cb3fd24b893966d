namespace Edge.Mock.Answers;

/// <summary>An answer that can also be written as server-sent events.</summary>
internal interface IStreamAnswer : IJsonAnswer
{
    /// <summary>
    /// Writes one event into <paramref name="frame"/> per step, while enumerated. The last step, and only that, is the end
    /// mark of the call.
    /// </summary>
    IEnumerable<SseStep> Stream(SseFrame frame);
}
