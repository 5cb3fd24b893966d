using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Edge.Control.Listing;

/// <summary>
/// In which order a list comes (<see href="https://google.aip.dev/132#ordering"/>): fields with commas between, <c>desc</c> behind those that go
/// down. Ties go by name, so that there are none. Immutable.
/// </summary>
internal sealed class OrderBy
{
    /// <summary>Most fields of an order; more than any resource has.</summary>
    private const int MaxFields = 32;

    private readonly (FieldPath Field, bool Descends)[] _fields;

    private OrderBy((FieldPath, bool)[] fields) => _fields = fields;

    /// <summary>Reads an order; the name of a resource always comes last. False: <paramref name="problem"/> says for people what is wrong.</summary>
    internal static bool TryParse(string text, FieldTree fields, [NotNullWhen(true)] out OrderBy? order, [NotNullWhen(false)] out string? problem)
    {
        order = null;
        problem = null;
        var read = new List<(FieldPath, bool)>();
        foreach (string part in text.Length == 0 ? [] : text.Split(','))
        {
            string[] words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is not ([_] or [_, "desc" or "asc"]))
                problem = $"'{part.Trim()}' is no field with desc behind it or not";
            else if (fields.Find(words[0]) is not { } field)
                problem = $"'{words[0]}' is no field";
            else
                read.Add((field, words is [_, "desc"]));
            if (read.Count > MaxFields)
                problem = $"it has more than {MaxFields} fields";
            if (problem is not null)
                return false;
        }
        read.Add((new FieldPath(["name"]), false));
        order = new OrderBy([.. read]);
        return true;
    }

    /// <summary>What a resource is ordered by, as JSON values, to be compared with those of another.</summary>
    internal JsonElement[] KeyOf(JsonElement resource) => [.. _fields.Select(field => field.Field.Of(resource).FirstOrDefault())];

    /// <summary>Below 0 when <paramref name="a"/> comes first. Both are of <see cref="KeyOf"/> of this order, or of a token of it.</summary>
    internal int Compare(JsonElement[] a, JsonElement[] b)
    {
        for (int i = 0; i < _fields.Length; i++)
        {
            int order = Compare(a[i], b[i]);
            if (order != 0)
                return _fields[i].Descends ? -order : order;
        }
        return 0;
    }

    /// <summary>How many values a key has.</summary>
    internal int Count => _fields.Length;

    /// <summary>What is not there comes first, then false, true, numbers, texts, and the rest as it is written.</summary>
    private static int Compare(JsonElement a, JsonElement b)
    {
        int byKind = Rank(a.ValueKind).CompareTo(Rank(b.ValueKind));
        if (byKind != 0)
            return byKind;
        return a.ValueKind switch
        {
            JsonValueKind.Number => a.GetDouble().CompareTo(b.GetDouble()),
            JsonValueKind.String => string.CompareOrdinal(a.GetString(), b.GetString()),
            JsonValueKind.Object or JsonValueKind.Array => string.CompareOrdinal(a.GetRawText(), b.GetRawText()),
            _ => 0,
        };
    }

    private static int Rank(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => 0,
        JsonValueKind.False => 1,
        JsonValueKind.True => 2,
        JsonValueKind.Number => 3,
        JsonValueKind.String => 4,
        _ => 5,
    };
}
