namespace Edge.Mock.Answers;

/// <summary>Made-up prose, one word a token, the same for the same seed. Some words are not ASCII, as in real answers.</summary>
internal static class ReplyText
{
    private const int SentenceTokens = 11;

    private static readonly string[] Words =
    [
        "the", "of", "a", "to", "in", "model", "token", "answer", "river", "light", "small", "quiet", "edge", "stream", "word",
        "every", "window", "garden", "walks", "follows", "carries", "between", "under", "silver", "morning", "number", "reason",
        "simple", "question", "café", "naïve", "señor", "日本", "careful", "opens", "letter", "harbor", "engine", "measure",
        "north", "always", "slowly", "paper", "copper", "listens", "remains", "second", "early", "wheel", "signal",
    ];

    /// <summary>Token <paramref name="index"/> of the text of <paramref name="seed"/>, with the blank before it.</summary>
    internal static string Token(ulong seed, int index)
    {
        string word = Words[(int)(new SplitMix(seed + (ulong)index).Next() % (ulong)Words.Length)];
        int place = index % SentenceTokens;
        if (place == 0)
            word = char.ToUpperInvariant(word[0]) + word[1..];
        if (place == SentenceTokens - 1)
            word += ".";
        return index == 0 ? word : " " + word;
    }
}
