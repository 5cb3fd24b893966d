namespace Edge.Mock.Answers;

/// <summary>One event of a stream, whose bytes stand in the <see cref="SseFrame"/>.</summary>
/// <param name="Tokens">Tokens generated between the event before and this one; they decide how long to wait.</param>
/// <param name="EndMark">Whether this is the event by which clients know the stream is complete.</param>
internal readonly record struct SseStep(int Tokens, bool EndMark = false);
