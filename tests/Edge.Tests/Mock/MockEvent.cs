using System.Text.Json;

namespace Edge.Tests.Mock;

/// <summary>One server-sent event: its name, its data, and the data as JSON unless it is the end mark.</summary>
internal sealed record MockEvent(string? Name, string Data)
{
    internal JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Data);

    internal static IReadOnlyList<MockEvent> Read(string text)
    {
        if (text.Length > 0)
            text.ShouldEndWith("\n\n");
        var events = new List<MockEvent>();
        foreach (string block in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            string[] lines = block.Split('\n');
            string? name = lines[0].StartsWith("event: ", StringComparison.Ordinal) ? lines[0]["event: ".Length..] : null;
            lines.Length.ShouldBe(name is null ? 1 : 2);
            lines[^1].ShouldStartWith("data: ");
            events.Add(new MockEvent(name, lines[^1]["data: ".Length..]));
        }
        return events;
    }
}
