using System.Text.Json;

namespace Edge.Tests.Control.Console;

/// <summary>Reads updates.</summary>
internal static class UpdateJson
{
    /// <summary>What a path of names and indices leads to.</summary>
    internal static JsonElement At(this JsonElement update, params object[] path) =>
        path.Aggregate(update, (at, step) => step is int index ? at[index] : at.GetProperty((string)step));

    /// <summary>The number there.</summary>
    internal static double Number(this JsonElement update, params object[] path) => update.At(path).GetDouble();

    /// <summary>The text there.</summary>
    internal static string Text(this JsonElement update, params object[] path) => update.At(path).GetString()!;

    /// <summary>The last parts of the names of what a list has.</summary>
    internal static string[] Ids(this JsonElement update, string list) =>
        [.. update.At(list, "rows").EnumerateArray().Select(row => row.Text("name").Split('/')[^1])];
}
