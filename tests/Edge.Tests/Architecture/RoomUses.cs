using System.Text.RegularExpressions;

namespace Edge.Tests.Architecture;

/// <summary>Finds the rooms that a source file names. By its text alone: comments and strings are blanked first.</summary>
internal static partial class RoomUses
{
    /// <summary>Every use that <paramref name="table"/> does not allow, as a sentence.</summary>
    internal static IEnumerable<string> Forbidden(RoomTable table, string path, string source)
    {
        string room = RoomOfFile(table, path);
        return Named(table, room, Blank(source))
            .Distinct(StringComparer.Ordinal)
            .Where(other => !table.MayUse(room, other))
            .Select(other => $"{path}: {room} must not use {other}");
    }

    /// <summary>The room of a file below <c>src</c>: its first two folders, or the first for a file that lies there.</summary>
    internal static string RoomOfFile(RoomTable table, string path)
    {
        string folder = path["src/".Length..path.LastIndexOf('/')];
        return table.RoomOf(folder.Replace('/', '.')) is { } room && room.Count(c => c == '/') == Math.Min(1, folder.Count(c => c == '/'))
            ? room
            : throw new FormatException($"{path} lies in no room of the table");
    }

    private static IEnumerable<string> Named(RoomTable table, string room, string source)
    {
        foreach (Match match in UsingDirective().Matches(source))
        {
            if (table.RoomOf(match.Groups["name"].Value) is { } used)
                yield return used;
        }
        string project = room.Split('/')[0];
        foreach (Match match in QualifiedName().Matches(UsingDirective().Replace(source, "")))
        {
            // A name of two parts is looked for from the root, then from the project's own namespace.
            string name = match.Value;
            string? used = table.RoomOf(name) ?? table.RoomOf($"{project}.{name}");
            if (used is not null && used != project)
                yield return used;
        }
    }

    private static string Blank(string source) => NotCode().Replace(source, " ");

    [GeneratedRegex(@"^\s*(global\s+)?using\s+(static\s+)?(\w+\s*=\s*)?(?<name>[\w.]+)[\w<>,. ]*;", RegexOptions.Multiline)]
    private static partial Regex UsingDirective();

    /// <summary>Two or three capitalised parts that are not the tail of a longer name: <c>Upstream.Pool</c>, <c>Edge.Upstream.Pool</c>.</summary>
    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*\.[A-Z]\w*(\.[A-Z]\w*)?")]
    private static partial Regex QualifiedName();

    /// <summary>Comments, raw strings, verbatim strings, strings, characters, and the file's own namespace line.</summary>
    [GeneratedRegex("""
        //[^\n]*|/\*.*?\*/|("{3,}).*?\1|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'|^namespace[^\n]*
        """, RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex NotCode();
}
