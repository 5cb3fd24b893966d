using System.Text;

namespace Edge.Mock.Answers;

/// <summary>What the pretended model says: prose or a tool's arguments, in pieces of about a token. Immutable.</summary>
internal sealed class Reply
{
    private readonly ulong _seed;

    /// <summary>Prepares a reply.</summary>
    /// <param name="ask">The request.</param>
    /// <param name="limit">The most tokens the request allows, or null.</param>
    /// <param name="index">Which of several answers to the same request.</param>
    internal Reply(MockAsk ask, int? limit, int index = 0)
    {
        _seed = new SplitMix(ask.Seed + (ulong)index).Next();
        Tool = ToolPick.From(ask);
        Count = Tool is null ? Math.Min(ask.Tokens, limit ?? ask.Tokens) : UsageCount.OfBytes(Tool.Arguments.Length);
        CutShort = Count < ask.Tokens && Tool is null;
    }

    /// <summary>The tool to call; null for prose.</summary>
    internal ToolCall? Tool { get; }

    /// <summary>How many pieces, which are the tokens of it.</summary>
    internal int Count { get; }

    /// <summary>Whether the request's limit ended it early.</summary>
    internal bool CutShort { get; }

    /// <summary>One piece.</summary>
    internal string Piece(int index) => Tool is null
        ? ReplyText.Token(_seed, index)
        : Tool.Arguments.Substring(index * 4, Math.Min(4, Tool.Arguments.Length - (index * 4)));

    /// <summary>All pieces in one.</summary>
    internal string Whole()
    {
        if (Tool is not null)
            return Tool.Arguments;
        var text = new StringBuilder();
        for (int i = 0; i < Count; i++)
            text.Append(Piece(i));
        return text.ToString();
    }
}
