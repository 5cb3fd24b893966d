namespace ConfigSync.Resources;

/// <summary>One mistake in a configuration document, with its place and the way out.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) of the value, "" for the whole document.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in characters, from 1.</param>
/// <param name="Problem">What is wrong, naming the field.</param>
/// <param name="Fix">What to write instead.</param>
public sealed record ConfigError(string Pointer, int Line, int Column, string Problem, string Fix)
{
    /// <inheritdoc/>
    public override string ToString() => ToString("");

    /// <summary>The place, what is wrong and the fix in one line, with <paramref name="kind"/> between place and rest.</summary>
    public string ToString(string kind) => $"{Line}:{Column}: {kind}{(Pointer.Length == 0 ? "/" : Pointer)}: {Problem}. {Fix}";
}
