using System.Text;

namespace Edge.LoadTests.Scenarios.Asking;

/// <summary>One request for a chat completion.</summary>
/// <param name="Model">What it asks for.</param>
/// <param name="Content">The JSON of its message's content.</param>
internal sealed record Question(string Model, ReadOnlyMemory<byte> Content)
{
    private static readonly string Run = Guid.NewGuid().ToString("N")[..8];
    private static long _count;

    /// <summary>The request's <c>user</c>, which no other request has: <c>edge mock</c> writes it into its answer and into each event of it.</summary>
    internal string Nonce { get; } = $"load-{Run}-{Interlocked.Increment(ref _count)}";

    /// <summary>Whether the answer is to be a stream.</summary>
    internal bool Stream { get; init; }

    /// <summary>The most tokens of the answer.</summary>
    internal int Tokens { get; init; } = 16;

    /// <summary>Another key than that of the command line.</summary>
    internal string? Key { get; init; }

    /// <summary>The least bytes of an answer, which <c>edge mock</c> fills up; 0 is as it comes.</summary>
    internal int AnswerBytes { get; init; }

    /// <summary>The rest between two pieces of the body.</summary>
    internal TimeSpan Pace { get; init; }

    /// <summary>The body. The model stands behind the content, where a gateway finds it last.</summary>
    internal BodyContent Body() => new(
        [
            Encoding.UTF8.GetBytes($$"""{"user":"{{Nonce}}","max_tokens":{{Tokens}},"stream":{{(Stream ? "true" : "false")}},"messages":[{"role":"user","content":"""),
            Content,
            Encoding.UTF8.GetBytes($$"""}],"model":"{{Model}}"}"""),
        ],
        Pace);
}
