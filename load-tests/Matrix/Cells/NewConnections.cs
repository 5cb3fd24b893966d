using Edge.LoadTests.Common.Links;

namespace Edge.LoadTests.Matrix.Cells;

/// <summary>What becomes of those who connect to a link.</summary>
internal enum NewConnections : byte
{
    /// <summary>They are taken.</summary>
    Taken,

    /// <summary>They are refused.</summary>
    Refused,

    /// <summary>They hear nothing.</summary>
    Ignored,
}

/// <summary>How a link is told.</summary>
internal static class NewConnectionsOfLinks
{
    /// <summary>From now on.</summary>
    internal static void Treat(this FaultyLink link, NewConnections them)
    {
        if (them == NewConnections.Refused)
            link.Refuse();
        else if (them == NewConnections.Ignored)
            link.Vanish();
    }
}
