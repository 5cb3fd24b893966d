namespace Edge.Tests.Shared;

/// <summary>The source tree these tests were built from. Compiled into every test project that looks at it.</summary>
internal static class Repository
{
    /// <summary>The folder that holds <c>Edge.sln</c>.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>Paths relative to the root, with forward slashes, of the files of <paramref name="extension"/> below <paramref name="folder"/>; built files left out.</summary>
    internal static IReadOnlyList<string> Files(string folder, string extension) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder), "*" + extension, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    /// <summary>The text of a file, by its path relative to the root.</summary>
    internal static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Edge.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("Edge.sln is in no folder above " + AppContext.BaseDirectory);
    }
}
