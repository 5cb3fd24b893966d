using System.Text;
using System.Text.Json;
using Edge.Intake;

namespace Edge.Tests.Intake;

public sealed class SpliceTests
{
    private static readonly string[] NewNames = ["x", "served/\u00E9\uD83D\uDE00", "\"\\\n\u0001", new string('m', 2000)];

    [Fact]
    public void Another_name_in_the_place_of_the_value_is_what_System_Text_Json_then_reads_and_nothing_else_changes()
    {
        var maker = new DocumentMaker(new Random(3));
        int spliced = 0;
        for (int i = 0; i < 2_000; i++)
        {
            byte[] body = maker.Next();
            ScanResult scan = Scan.Whole(body);
            if (scan.Status != ScanStatus.Complete)
                continue;
            string name = NewNames[spliced++ % NewNames.Length];
            byte[] result = [.. body[..(int)scan.Start], .. Write(name), .. body[(int)scan.End..]];
            Members(result).ShouldBe(Members(body, name));
        }
        spliced.ShouldBeGreaterThan(500);
    }

    private static byte[] Write(string name)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        byte[] destination = new byte[JsonText.MaxStringLength(utf8.Length)];
        return destination[..JsonText.WriteString(utf8, destination)];
    }

    /// <summary>Top-level keys with the raw text of their values; <paramref name="model"/> stands in for what <c>model</c> says.</summary>
    private static List<(string Key, string Value)> Members(byte[] body, string? model = null)
    {
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = ModelScanner.MaxDepth });
        return [.. document.RootElement.EnumerateObject()
            .Select(p => (p.Name, p.Name == "model" ? model ?? p.Value.GetString()! : p.Value.GetRawText()))];
    }
}
