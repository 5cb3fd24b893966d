using System.Text;
using Edge.Faults;

namespace Edge.Forwarding;

/// <summary>A request's path, understood (specs/openai.md): which call it is, whose error shape it has, what follows the base.</summary>
/// <param name="kind">What is asked for.</param>
/// <param name="dialect">The shape of error bodies.</param>
/// <param name="path">What follows <c>/v1/</c>, without query: <c>chat/completions</c>. A slice of the target.</param>
internal readonly ref struct Call(CallKind kind, ErrorDialect dialect, ReadOnlySpan<char> path)
{
    // One more than OPTIONS: a longer method, cut here, is still none that is asked for.
    private const int MethodLength = 8;
    private static readonly string[] Bases = ["/v1/", "/inference/v1/", "/openai/v1/"];

    /// <summary>What is asked for.</summary>
    internal CallKind Kind { get; } = kind;

    /// <summary>The shape of error bodies.</summary>
    internal ErrorDialect Dialect { get; } = dialect;

    /// <summary>What follows <c>/v1/</c>, without query.</summary>
    internal ReadOnlySpan<char> Path { get; } = path;

    /// <summary>Whether sending it twice does no harm beyond tokens: the law of classes B and C (ARCHITECTURE.md, "When something fails").</summary>
    internal bool IsRepeatable => Path is "chat/completions" or "completions" or "embeddings" or "rerank" or "score" or "moderations" or "messages";

    /// <summary>Understands a method and an origin-form target without its query.</summary>
    internal static Call Of(scoped ReadOnlySpan<char> method, ReadOnlySpan<char> path)
    {
        foreach (string prefix in Bases)
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal))
                return Under(method, path[prefix.Length..], prefix == Bases[1] ? ErrorDialect.Fireworks : ErrorDialect.OpenAI);
        }
        return new Call(CallKind.Unknown, ErrorDialect.OpenAI, path);
    }

    /// <summary>
    /// The same for bytes as they were sent. The path of the result lies in <paramref name="scratch"/>, which must be as long as
    /// <paramref name="path"/>; calls have methods in plain capitals of at most 8 letters.
    /// </summary>
    internal static Call Of(scoped ReadOnlySpan<byte> method, scoped ReadOnlySpan<byte> path, Span<char> scratch)
    {
        Span<char> letters = stackalloc char[MethodLength];
        int methodLength = Encoding.Latin1.GetChars(method[..Math.Min(method.Length, letters.Length)], letters);
        return Of(letters[..methodLength], scratch[..Encoding.Latin1.GetChars(path, scratch)]);
    }

    private static Call Under(scoped ReadOnlySpan<char> method, ReadOnlySpan<char> path, ErrorDialect dialect)
    {
        if (path is "messages")
            dialect = ErrorDialect.Anthropic;
        if (path.IsEmpty || IsElsewhere(path))
            return new Call(CallKind.Unknown, dialect, path);
        if (path is "models")
            return new Call(CallKind.ModelList, dialect, path);
        if (path is "usage")
            return new Call(CallKind.Usage, dialect, path);
        if (path.StartsWith("models/", StringComparison.Ordinal) && method is not "POST")
            return new Call(CallKind.ModelOne, dialect, path);
        return new Call(IsFollowUp(method, path) ? CallKind.FollowUp : CallKind.Inference, dialect, path);
    }

    /// <summary>Of the calls by POST only a cancellation has no model of its own.</summary>
    private static bool IsFollowUp(scoped ReadOnlySpan<char> method, ReadOnlySpan<char> path) =>
        (method is not "POST" || path.EndsWith("/cancel", StringComparison.Ordinal))
        && (path.StartsWith("responses/", StringComparison.Ordinal)
            || path.StartsWith("chat/completions/", StringComparison.Ordinal)
            || path.StartsWith("batches", StringComparison.Ordinal)
            || path.StartsWith("files", StringComparison.Ordinal));

    /// <summary>
    /// Whether it leads out of what is forwarded for a server that unescapes, joins slashes or takes a backslash for one: a
    /// dot segment leaves the base path, and <c>accounts/…</c> is the control API of a dialect, never forwarded.
    /// </summary>
    private static bool IsElsewhere(ReadOnlySpan<char> path)
    {
        // What nearly every call says, first.
        if (path is "chat/completions" or "completions" or "embeddings" or "responses" or "messages")
            return false;
        // Ids alone hold such characters, in calls that are rare: the string costs no inference anything.
        if (path.ContainsAny('%', '\\'))
            path = Uri.UnescapeDataString(path).Replace('\\', '/');
        bool leads = true;
        foreach (Range part in path.Split('/'))
        {
            ReadOnlySpan<char> segment = path[part];
            int parameters = segment.IndexOf(';');
            ReadOnlySpan<char> name = parameters < 0 ? segment : segment[..parameters];
            if (name is "." or ".." || segment.Contains("%2e", StringComparison.OrdinalIgnoreCase))
                return true;
            if (leads && segment.Equals("accounts", StringComparison.OrdinalIgnoreCase))
                return true;
            leads &= segment.IsEmpty;
        }
        return false;
    }
}
