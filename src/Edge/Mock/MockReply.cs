using Edge.Mock.Answers;

namespace Edge.Mock;

/// <summary>What a request is to be answered with.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Answer">The body.</param>
/// <param name="Model">The model the request named, or null.</param>
/// <param name="Streamed">Whether to send it as events; then <paramref name="Answer"/> can be.</param>
/// <param name="Works">Whether a model works on it: it takes its time and one of the replica's places.</param>
internal sealed record MockReply(int Status, IJsonAnswer Answer, string? Model = null, bool Streamed = false, bool Works = false)
{
    /// <summary>A reply that is an error.</summary>
    internal static MockReply Of(ErrorAnswer error, string? model = null) => new(error.Status, error, model);
}
