using System.Text.Json;
using System.Text.Json.Nodes;
using Edge.Hosting;

namespace Edge.Cli.Client;

/// <summary>The file of profiles: <c>{ "default": { "server": "…", "accountId": "…", "apiKey": "…" }, "prod": { … } }</c>.</summary>
/// <param name="path">Where it is.</param>
/// <param name="isDemanded">Whether somebody said that it is there.</param>
internal sealed class ProfileFile(string path, bool isDemanded)
{
    /// <summary>The environment variable that names the file.</summary>
    internal const string Variable = "EDGE_PROFILES";

    private const string Usual = "default";
    private const string Fix = """Write { "default": { "server": "http://127.0.0.1:8081", "accountId": "default", "apiKey": "..." } }.""";
    private const UnixFileMode Others = (UnixFileMode)0b000_111_111;

    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>The file that the environment names, there or not.</summary>
    internal static ProfileFile Find(Func<string, string?> variable)
    {
        if (variable(Variable) is { Length: > 0 } named)
            return new ProfileFile(named, isDemanded: true);
        string? settings = variable("XDG_CONFIG_HOME");
        if (string.IsNullOrEmpty(settings))
            settings = Path.Combine(variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
        return new ProfileFile(Path.Combine(settings, "edge", "profiles.json"), isDemanded: false);
    }

    /// <summary>The profile <paramref name="name"/>; without a name the usual one, which may be missing.</summary>
    internal ProfileReading Read(string? name)
    {
        bool mayLack = string.IsNullOrEmpty(name);
        string wanted = mayLack ? Usual : name!;
        try
        {
            if (JsonNode.Parse(File.ReadAllText(path), null, Lenient) is not JsonObject profiles)
                return ProfileReading.Bad($"{path}: this is no object of profiles. {Fix}");
            ProfileReading reading = profiles[wanted] is { } found ? ReadOne(wanted, found)
                : mayLack ? new ProfileReading(new Profile(path))
                : ProfileReading.Bad($"{path}: there is no profile '{Printable.Of(wanted)}'. {Known(profiles)}");
            return reading with { Warning = Warning(profiles) };
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return mayLack && !isDemanded ? new ProfileReading(new Profile(path)) : ProfileReading.Bad($"{path}: there is no such file. {Fix}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ProfileReading.Bad($"{path}: the file cannot be read. Make it a file that you may read: chmod 600.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Without the words of the exception, which may repeat the file's.
            string at = e is JsonException { LineNumber: { } line, BytePositionInLine: { } column } ? $"{path}:{line + 1}:{column + 1}" : path;
            return ProfileReading.Bad($"{at}: this is not JSON, or has a name twice. {Fix}");
        }
    }

    private ProfileReading ReadOne(string name, JsonNode found)
    {
        string place = $"{path}: profile '{Printable.Of(name)}'";
        if (found is not JsonObject fields)
            return ProfileReading.Bad($"{place} is no object. {Fix}");
        var profile = new Profile(place);
        foreach ((string field, JsonNode? value) in fields)
        {
            if (value?.GetValueKind() is not JsonValueKind.String)
                return ProfileReading.Bad($"{place}: '{Printable.Of(field)}' is no text. Write it in quotation marks, or leave it out.");
            switch (field)
            {
                case "server":
                    profile = profile with { Server = value.ToString() };
                    break;
                case "accountId":
                    profile = profile with { AccountId = value.ToString() };
                    break;
                case "apiKey":
                    profile = profile with { ApiKey = value.ToString() };
                    break;
                default:
                    return ProfileReading.Bad($"{place}: '{Printable.Of(field)}' is not a known property. Write 'server', 'accountId' or 'apiKey'.");
            }
        }
        return new ProfileReading(profile);
    }

    private string Warning(JsonObject profiles)
    {
        bool hasKey = profiles.Any(profile => profile.Value is JsonObject fields && fields.ContainsKey("apiKey"));
        return hasKey && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0
            ? $"{path}: holds a key, and others may read it. Run: chmod 600 {path}"
            : "";
    }

    private static string Known(JsonObject profiles) => profiles.Count == 0
        ? $"The file has none. {Fix}"
        : $"Take one of: {Printable.Of(string.Join(", ", profiles.Select(profile => profile.Key)))}; or write it.";
}
