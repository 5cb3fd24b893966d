using System.Text;
using Edge.Fuzz.Engine;
using Edge.Tests.Intake;

namespace Edge.Fuzz.Targets;

/// <summary>Makes bodies of several blocks up to some KiB: a conversation, an image, nested calls, each with <c>model</c> before or behind. One thread.</summary>
internal sealed class LongBodies
{
    // Most of one kind each: plain text, escapes, brackets in a string, text in other scripts.
    private static readonly string[] Fills = ["text and more ", "\\\"quoted\\\" ", "\\\\", "[{}]\\n", "\u00E2\u0082\u00AC\u00C3\u00A9", "a", "\\u0022", "iVBORw0KGgoAAAANS/+="];

    private static readonly string[] Openings =
        ["{\"role\":\"user\",\"content\":\"", "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:,", "[[{\"arguments\":\"{\\\"a\\\":[", "{\"model\":\"no\",\"x\":\""];

    private static readonly string[] Closings = ["\"}", "\"}}", "]}\"}]]", "\"}"];

    private readonly StringBuilder _text = new();

    /// <summary>One body, mostly a good one.</summary>
    internal byte[] Next(Dice dice)
    {
        bool first = dice.OneIn(3);
        _text.Clear().Append(first ? "{\"model\":\"gpt\",\"messages\":[" : "{\"messages\":[");
        int most = dice.OneIn(6) ? 9000 : 1200;
        for (int length = dice.Next(300, most); _text.Length < length;)
        {
            int kind = dice.Next(Openings.Length);
            _text.Append(Openings[kind]);
            string fill = dice.Pick(Fills);
            for (int i = dice.Next(dice.OneIn(4) ? 120 : 12); i > 0; i--)
                _text.Append(fill);
            _text.Append(Closings[kind]).Append(", ");
        }
        _text.Append(first ? "1],\"n\":1}" : "1],\"model\":\"gpt\"}");
        return Scan.Bytes(_text.ToString());
    }
}
