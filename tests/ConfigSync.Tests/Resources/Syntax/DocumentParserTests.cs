using System.Text;
using System.Text.Json;
using ConfigSync.Resources;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Tests.Resources.Syntax;

public class DocumentParserTests
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = ConfigDocument.MaxDepth,
    };

    [Fact]
    public void The_tree_is_that_of_JsonDocument_and_every_place_is_that_of_its_value()
    {
        byte[] text = Encoding.UTF8.GetBytes(FullDocument.Text);
        using JsonDocument oracle = JsonDocument.Parse(text, Lenient);
        Compare(Parse(text), oracle.RootElement, text);
    }

    [Fact]
    public void It_takes_what_JsonDocument_takes_under_mutation()
    {
        byte[] full = Encoding.UTF8.GetBytes(FullDocument.Text);
        var random = new Random(7);
        int taken = 0;
        for (int round = 0; round < 3000; round++)
        {
            byte[] text = [.. full];
            int at = random.Next(text.Length);
            if (!char.IsAscii((char)text[at]))
                continue;
            text[at] = (byte)random.Next(0x20, 0x7F);
            bool expected = Takes(text);
            var parser = new DocumentParser(new SourceText(text));
            parser.TryParse(out _).ShouldBe(expected, $"{parser.Problem} at {parser.ErrorOffset} in round {round}");
            taken += expected ? 1 : 0;
        }
        taken.ShouldBeInRange(100, 2900);
    }

    private static DocumentNode Parse(byte[] text)
    {
        var parser = new DocumentParser(new SourceText(text));
        parser.TryParse(out DocumentNode? root).ShouldBeTrue(parser.Problem);
        return root!;
    }

    private static bool Takes(byte[] text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Compare(DocumentNode node, JsonElement expected, byte[] text)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                node.Kind.ShouldBe(DocumentKind.Object);
                text[node.Offset].ShouldBe((byte)'{');
                JsonProperty[] properties = [.. expected.EnumerateObject()];
                node.Children.Select(c => c.Name).ShouldBe(properties.Select(p => p.Name));
                foreach ((DocumentNode child, JsonProperty property) in node.Children.Zip(properties))
                {
                    Encoding.UTF8.GetString(text.AsSpan(child.NameOffset)).ShouldStartWith($"\"{property.Name}\"");
                    child.Pointer.ShouldBe($"{node.Pointer}/{property.Name}");
                    Compare(child, property.Value, text);
                }
                break;
            case JsonValueKind.Array:
                node.Kind.ShouldBe(DocumentKind.Array);
                text[node.Offset].ShouldBe((byte)'[');
                node.Children.Count.ShouldBe(expected.GetArrayLength());
                for (int i = 0; i < node.Children.Count; i++)
                {
                    node.Children[i].Pointer.ShouldBe($"{node.Pointer}/{i}");
                    Compare(node.Children[i], expected[i], text);
                }
                break;
            default:
                Encoding.UTF8.GetString(text.AsSpan(node.Offset)).ShouldStartWith(expected.GetRawText());
                if (expected.ValueKind == JsonValueKind.String)
                    node.Text.ShouldBe(expected.GetString());
                break;
        }
    }
}
