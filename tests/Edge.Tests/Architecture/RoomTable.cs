using System.Text.RegularExpressions;

namespace Edge.Tests.Architecture;

/// <summary>
/// The rooms and what each may use, parsed from the table of a document. One line is one level, from the top:
/// <code>
/// line = cell *( ", " cell )
/// cell = room *( " with " room ) [ " only " ( "nothing" / room *( " and " room ) ) ]
/// </code>
/// </summary>
internal sealed class RoomTable
{
    private readonly Dictionary<string, HashSet<string>> _usable = new(StringComparer.Ordinal);

    private RoomTable(IReadOnlyList<string> lines)
    {
        var above = new List<(string Room, bool Restricted)>();
        foreach (string line in lines)
        {
            string[] cells = line.Split(", ");
            string[] level = [.. cells.SelectMany(Rooms)];
            foreach ((string room, bool restricted) in above)
            {
                if (!restricted)
                    _usable[room].UnionWith(level);
            }
            foreach (string cell in cells)
            {
                string[] halves = cell.Split(" only ");
                foreach (string room in Rooms(cell))
                {
                    _usable[room] = [.. Rooms(cell)];
                    if (halves.Length == 2 && halves[1] != "nothing")
                        _usable[room].UnionWith(halves[1].Split(" and "));
                    above.Add((room, halves.Length == 2));
                }
            }
        }
    }

    /// <summary>The rooms as paths below <c>src</c>.</summary>
    internal IReadOnlyCollection<string> Names => _usable.Keys;

    /// <summary>The table between the two markers of <paramref name="document"/>.</summary>
    internal static RoomTable Parse(string document)
    {
        Match table = Regex.Match(document, @"<!-- rooms -->\s*```\w*\n(?<lines>.*?)```\s*<!-- /rooms -->", RegexOptions.Singleline);
        if (!table.Success)
            throw new FormatException("no table between <!-- rooms --> and <!-- /rooms -->");
        return new RoomTable(table.Groups["lines"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    /// <summary>Whether code of one room may name another.</summary>
    internal bool MayUse(string room, string other) => _usable[room].Contains(other);

    /// <summary>The room that a dotted name stands in or below; null when it is none of ours.</summary>
    internal string? RoomOf(string dottedName)
    {
        string path = dottedName.Replace('.', '/');
        return Names.Where(room => path == room || path.StartsWith(room + "/", StringComparison.Ordinal)).MaxBy(room => room.Length);
    }

    private static string[] Rooms(string cell) => cell.Split(" only ")[0].Split(" with ");
}
