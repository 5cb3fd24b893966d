using System.Buffers;
using System.Text;
using System.Text.Json;
using Edge.Mock.Answers;

namespace Edge.Tests.Mock.Answers;

public sealed class SchemaExampleTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "\"example x\"")]
    [InlineData("""{"type":"integer"}""", "1")]
    [InlineData("""{"type":"number","minimum":2.5}""", "2.5")]
    [InlineData("""{"type":"boolean"}""", "true")]
    [InlineData("""{"type":"null"}""", "null")]
    [InlineData("""{"type":["integer","null"]}""", "1")]
    [InlineData("""{"type":"array","items":{"type":"integer"}}""", "[1]")]
    [InlineData("""{"type":"array"}""", "[]")]
    [InlineData("""{"enum":["b","a"]}""", "\"b\"")]
    [InlineData("""{"const":{"k":1}}""", "{\"k\":1}")]
    [InlineData("""{"type":"string","default":"d"}""", "\"d\"")]
    [InlineData("""{"type":"string","examples":["e"]}""", "\"e\"")]
    [InlineData("""{"type":"string","format":"uuid"}""", "\"123e4567-e89b-42d3-a456-426614174000\"")]
    [InlineData("""{"type":"string","format":"email"}""", "\"user@example.com\"")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"null"}]}""", "1")]
    [InlineData("""{"properties":{"a":{"type":"integer"},"b":{"type":"object"}}}""", "{\"a\":1,\"b\":{}}")]
    [InlineData("""{"$ref":"#/$defs/T","$defs":{"T":{"type":"integer"}}}""", "1")]
    [InlineData("""{"$ref":"#/nowhere"}""", "null")]
    [InlineData("""{"$ref":"https://example.com/schema"}""", "null")]
    [InlineData("true", "null")]
    public void A_schema_gets_a_value_of_it(string schema, string value) => Write(schema).ShouldBe(value);

    [Fact]
    public void A_schema_of_itself_ends() =>
        Write("""{"properties":{"next":{"$ref":"#"}}}""").ShouldEndWith("""{"next":null}}}}}""");

    private static string Write(string text)
    {
        JsonElement schema = JsonSerializer.Deserialize<JsonElement>(text);
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, SseFrame.Json))
            SchemaExample.Write(json, schema, schema, "x");
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
