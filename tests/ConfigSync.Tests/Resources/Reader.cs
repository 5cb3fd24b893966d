using System.Text;
using ConfigSync.Resources;

namespace ConfigSync.Tests.Resources;

/// <summary>Reads documents given as text, in a folder that has the files a document may name.</summary>
internal static class Reader
{
    internal const string Secret = "s3cr3t-value";

    internal static readonly string Folder = MakeFolder();

    internal static string? Variable(string name) => name switch
    {
        "KEY" => Secret,
        "EMPTY" => "",
        "LINE" => Secret + "\n",
        "ADDRESS" => "127.0.0.1:9000",
        "NESTED" => "${env:KEY}",
        _ => null,
    };

    internal static ConfigReading Read(string document) => ConfigDocument.Read(Encoding.UTF8.GetBytes(document), Folder, Variable);

    /// <summary>The configuration of a document without mistakes.</summary>
    internal static EdgeConfig Good(string document)
    {
        ConfigReading reading = Read(document);
        reading.Errors.Select(e => e.ToString()).ShouldBeEmpty();
        return reading.Config.ShouldNotBeNull();
    }

    /// <summary>The mistakes of a document that has some.</summary>
    internal static ConfigError[] Bad(string document)
    {
        ConfigReading reading = Read(document);
        reading.Config.ShouldBeNull();
        reading.Errors.ShouldNotBeEmpty();
        return [.. reading.Errors];
    }

    /// <summary>The mistake of a document that has one.</summary>
    internal static ConfigError One(string document) => Bad(document).ShouldHaveSingleItem();

    private static string MakeFolder()
    {
        string folder = Directory.CreateTempSubdirectory("edge-config-").FullName;
        foreach (string name in new[] { "tls.crt", "tls.key", "ca.pem" })
            File.WriteAllText(Path.Combine(folder, name), "");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, true);
        return folder;
    }
}
