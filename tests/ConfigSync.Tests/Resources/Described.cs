using System.Collections;
using System.Globalization;
using System.Reflection;

namespace ConfigSync.Tests.Resources;

/// <summary>A record with all it holds, as text: lists by their items, a URL as it was written, every public property that there is or will be.</summary>
internal static class Described
{
    internal static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        Uri url => url.OriginalString,
        DateTimeOffset time => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Of))}]",
        _ when value.GetType().IsPrimitive || value is Enum or TimeSpan => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        _ => $"{value.GetType().Name} {{ {string.Join(", ", Properties(value))} }}",
    };

    private static IEnumerable<string> Properties(object value) =>
        from property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.GetIndexParameters().Length == 0
        orderby property.Name
        select $"{property.Name}: {Of(property.GetValue(value))}";
}
