using System.Text.Json;
using Edge.Tests.Shared;

namespace Edge.EndToEnd.Deploy;

/// <summary>The instructions of <c>deploy/docker/Dockerfile</c>.</summary>
internal static class Dockerfile
{
    /// <summary>All of them: the word, and what follows it.</summary>
    internal static (string Word, string Text)[] Instructions { get; } = Read();

    /// <summary>Those of the stage that becomes the image.</summary>
    internal static (string Word, string Text)[] Image { get; } =
        Instructions[(Array.FindLastIndex(Instructions, instruction => instruction.Word == "FROM"))..];

    /// <summary>What follows the only instruction of this word in the image.</summary>
    internal static string Of(string word) => Image.Where(instruction => instruction.Word == word).ShouldHaveSingleItem().Text;

    /// <summary>The words of a command in its JSON form.</summary>
    internal static string[] Words(string command) => JsonSerializer.Deserialize<string[]>(command[command.IndexOf('[', StringComparison.Ordinal)..])!;

    private static (string, string)[] Read() =>
        [.. Repository.Read("deploy/docker/Dockerfile").Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line =>
        {
            string[] parts = line.Split(' ', 2);
            return (parts[0], parts[1]);
        })];
}
