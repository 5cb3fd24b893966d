namespace Edge.LoadTests.Chaos.Plans;

/// <summary>One of the calls that are made.</summary>
/// <param name="Path">The target of the request.</param>
/// <param name="Streams">Whether it may be answered by a stream.</param>
/// <param name="IsRepeatable">Whether the edge may send it a second time after it left (ARCHITECTURE.md, "When something fails").</param>
/// <param name="Before">What stands before the JSON of each event.</param>
/// <param name="EndMark">The event that ends a stream.</param>
internal sealed record CallPath(string Path, bool Streams, bool IsRepeatable, byte[] Before, byte[] EndMark)
{
    private static readonly byte[] Data = "data: "u8.ToArray();
    private static readonly byte[] Done = "data: [DONE]\n\n"u8.ToArray();

    internal static readonly CallPath Chat = new("/v1/chat/completions", true, true, Data, Done);
    internal static readonly CallPath Completions = new("/v1/completions", true, true, Data, Done);
    internal static readonly CallPath Embeddings = new("/v1/embeddings", false, true, [], []);
    internal static readonly CallPath Speech = new("/v1/audio/speech", false, false, [], []);

    internal static readonly CallPath Responses = new(
        "/v1/responses", true, false, "event: response.output_text.delta\ndata: "u8.ToArray(), "event: response.completed\ndata: {\"type\":\"response.completed\"}\n\n"u8.ToArray());
}
