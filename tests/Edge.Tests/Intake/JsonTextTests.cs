using System.Text;
using System.Text.Json;
using Edge.Intake;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Tests.Intake;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("gpt/4#a b", "\"gpt/4#a b\"")]
    [InlineData("\"\\", "\"\\\"\\\\\"")]
    [InlineData("\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"")]
    [InlineData("\u0001\u001F", "\"\\u0001\\u001F\"")]
    [InlineData("<\u007F\u00E9\u20AC'&>", "\"<\u007F\u00E9\u20AC'&>\"")]
    public void Only_what_JSON_requires_is_escaped(string text, string json) => Write(Encoding.UTF8.GetBytes(text)).ShouldBe(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void The_longest_result_fills_the_room_asked_for()
    {
        byte[] text = new byte[100];
        Write(text).Length.ShouldBe(JsonText.MaxStringLength(text.Length));
    }

    [Fact]
    public void Any_text_is_read_back_by_System_Text_Json_and_by_the_scanner() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonNull<string>>(),
            text => ReadsBack(Encoding.UTF8.GetBytes(text.Get)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithReplay(20_250_101, 7));

    private static bool ReadsBack(byte[] text)
    {
        byte[] json = Write(text);
        ScanResult scan = Scan.Whole([.. "{\"model\":"u8, .. json, .. "}"u8]);
        bool usable = text.Length is > 0 and <= ModelScanner.MaxModelLength;
        return JsonSerializer.Deserialize<string>(json) == Encoding.UTF8.GetString(text)
            && scan.Status == (usable ? ScanStatus.Complete : ScanStatus.Refused)
            && (!usable || scan.Model == Encoding.Latin1.GetString(text));
    }

    private static byte[] Write(byte[] text)
    {
        byte[] destination = new byte[JsonText.MaxStringLength(text.Length)];
        return destination[..JsonText.WriteString(text, destination)];
    }
}
