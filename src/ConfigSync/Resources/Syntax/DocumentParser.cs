using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace ConfigSync.Resources.Syntax;

/// <summary>
/// Builds the tree of a document with places, which <c>JsonDocument</c> does not keep. Stops at the first thing that is not JSON:
/// what follows it could only be guessed.
/// </summary>
internal ref struct DocumentParser
{
    /// <summary>Longest property name in bytes; no known name comes near, and pointers stay printable.</summary>
    private const int MaxNameBytes = 1024;

    private readonly SourceText _source;
    private Utf8JsonReader _reader;

    /// <summary>A parser of <paramref name="source"/>, which is valid UTF-8.</summary>
    internal DocumentParser(SourceText source)
    {
        _source = source;
        _reader = new Utf8JsonReader(source.Bytes.Span, new JsonReaderOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
            MaxDepth = ConfigDocument.MaxDepth,
        });
    }

    /// <summary>Where the text stops being JSON, in bytes.</summary>
    internal int ErrorOffset { get; private set; }

    /// <summary>What is wrong there.</summary>
    internal string Problem { get; private set; } = "";

    /// <summary>What to do about it.</summary>
    internal string Fix { get; private set; } = "";

    /// <summary>Parses the document; on false the error properties say why. Called once.</summary>
    internal bool TryParse([NotNullWhen(true)] out DocumentNode? root)
    {
        root = null;
        try
        {
            _reader.Read();
            DocumentNode? node = Value(null, null, 0, (int)_reader.TokenStartIndex);
            if (node is null)
                return false;
            _reader.Read();
            root = node;
            return true;
        }
        catch (JsonException e)
        {
            ErrorOffset = _source.OffsetOf(e.LineNumber ?? 0, e.BytePositionInLine ?? 0);
            Problem = $"the document is not JSON: {SyntaxProblem.Of(e.Message)}";
            Fix = "Look at the quotes, commas and brackets just before this place.";
            return false;
        }
    }

    private DocumentNode? Value(DocumentNode? parent, string? name, int index, int nameOffset)
    {
        DocumentKind kind = Kind(_reader.TokenType);
        string? text = kind switch
        {
            DocumentKind.String => Text(),
            DocumentKind.Number => Encoding.UTF8.GetString(_reader.ValueSpan),
            _ => "",
        };
        if (text is null)
            return null;
        var node = new DocumentNode
        {
            Parent = parent,
            Name = name,
            Index = index,
            Kind = kind,
            Offset = (int)_reader.TokenStartIndex,
            NameOffset = nameOffset,
            Text = text,
        };
        bool whole = kind switch
        {
            DocumentKind.Object => Members(node),
            DocumentKind.Array => Items(node),
            _ => true,
        };
        return whole ? node : null;
    }

    private bool Members(DocumentNode parent)
    {
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            int nameOffset = (int)_reader.TokenStartIndex;
            if (_reader.ValueSpan.Length > MaxNameBytes)
                return Fail($"a property name is longer than {MaxNameBytes} bytes", "Shorten it; no known name is that long.");
            if (Text() is not { } name)
                return false;
            _reader.Read();
            if (Value(parent, name, parent.Children.Count, nameOffset) is not { } value)
                return false;
            parent.Add(value);
        }
        return true;
    }

    private bool Items(DocumentNode parent)
    {
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (Value(parent, null, parent.Children.Count, (int)_reader.TokenStartIndex) is not { } value)
                return false;
            parent.Add(value);
        }
        return true;
    }

    private string? Text()
    {
        try
        {
            return _reader.GetString();
        }
        catch (InvalidOperationException)
        {
            Fail("the string has half of a surrogate pair (\\uD800 to \\uDFFF)", "Write both halves, or the character itself.");
            return null;
        }
    }

    private bool Fail(string problem, string fix)
    {
        ErrorOffset = (int)_reader.TokenStartIndex;
        Problem = problem;
        Fix = fix;
        return false;
    }

    private static DocumentKind Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => DocumentKind.Object,
        JsonTokenType.StartArray => DocumentKind.Array,
        JsonTokenType.String => DocumentKind.String,
        JsonTokenType.Number => DocumentKind.Number,
        JsonTokenType.True => DocumentKind.True,
        JsonTokenType.False => DocumentKind.False,
        _ => DocumentKind.Null,
    };
}
