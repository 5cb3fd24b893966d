namespace ConfigSync.Resources.Syntax;

/// <summary>Makes one clause of what the JSON reader says went wrong.</summary>
internal static class SyntaxProblem
{
    /// <summary>
    /// The reader's message without the place, which is told apart from it, and without words it took from the document:
    /// a secret whose quotes were forgotten must not be printed.
    /// </summary>
    internal static string Of(string message)
    {
        int place = message.IndexOf("LineNumber:", StringComparison.Ordinal);
        string problem = (place < 0 ? message : message[..place]).TrimEnd(' ', '.');
        bool quotesWord = problem.IndexOf('\'', Math.Min(1, problem.Length)) > 2 && problem[0] == '\'' && !problem.StartsWith("'0x", StringComparison.Ordinal);
        return quotesWord ? "only numbers, true, false and null stand without quotes" : problem;
    }
}
