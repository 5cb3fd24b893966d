using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace ConfigSync.Resources.Reading;

/// <summary>
/// Reads the router that nearly every router is, a few properties in plain ASCII without a mistake, straight from its bytes: of a hundred
/// thousand documents a tree with places each would cost more than all that is kept. Whatever is unusual or wrong is left to
/// <see cref="StoredReader"/>, which says the same of what is read here.
/// </summary>
internal ref struct ShortRouterReader
{
    /// <summary>The longest document read here; values are then far below their own limits.</summary>
    private const int MaxBytes = 2048;

    /// <summary>So many members or names are compared with each other one by one; a longer list is unusual.</summary>
    private const int MostItems = 16;

    private const int MaxName = 256, MaxDisplayName = 63;

    private readonly ResourceKey _key;
    private Utf8JsonReader _json;
    private Properties _seen;
    private ImmutableArray<string> _deployments = [];
    private ImmutableArray<string> _names = [];
    private RoutingStrategy _strategy;
    private string? _model;
    private bool _sessionAffinity;
    private bool _public;
    private DateTimeOffset _created;
    private DateTimeOffset _updated;
    private string? _createdBy;
    private string _displayName = "";

    private ShortRouterReader(ResourceKey key, ReadOnlySpan<byte> utf8, DateTimeOffset written)
    {
        _key = key;
        _json = new Utf8JsonReader(utf8, new JsonReaderOptions { AllowTrailingCommas = true, MaxDepth = ConfigDocument.MaxDepth });
        _created = _updated = written;
    }

    [Flags]
    private enum Properties
    {
        None = 0,
        Deployments = 1,
        Names = 2,
        Strategy = 4,
        Model = 8,
        SessionAffinity = 16,
        Public = 32,
        CreateTime = 64,
        UpdateTime = 128,
        CreatedBy = 256,
        DisplayName = 512,
    }

    /// <summary>The router, or null where it is to be read the long way.</summary>
    /// <param name="key">What it is stored under.</param>
    /// <param name="utf8">The document.</param>
    /// <param name="revision">The store's revision of it.</param>
    /// <param name="written">When it was written, by the store's clock.</param>
    internal static Router? Read(ResourceKey key, ReadOnlySpan<byte> utf8, long revision, DateTimeOffset written)
    {
        // Escapes, references to the environment and comments begin with one of these; the last is the one control that JSON lets stand.
        if (key.Kind != ResourceKind.Router || utf8.Length > MaxBytes || !Ascii.IsValid(utf8) || utf8.IndexOfAny("\\$/\u007f"u8) >= 0
            || !IdValue.IsAccount(key.Account) || !IdValue.IsId(key.Id))
            return null;
        try
        {
            var reader = new ShortRouterReader(key, utf8, written);
            return reader.TryRead() ? reader.ToRouter(revision) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private readonly Router ToRouter(long revision) => new()
    {
        Key = _key,
        Config = new RouterConfig
        {
            Id = _key.Id,
            Account = _key.Account,
            Deployments = _deployments,
            Strategy = _strategy,
            Model = _model,
            SessionAffinity = _sessionAffinity,
            Names = _names,
            Public = _public,
        },
        Revision = revision,
        CreateTime = _created,
        UpdateTime = _updated,
        CreatedBy = _createdBy,
        DisplayName = _displayName,
    };

    private bool TryRead()
    {
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject)
            return false;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            Properties property = Name();
            // A name that is not known, or stands there twice, is a mistake.
            if (property == Properties.None || (_seen & property) != 0 || !_json.Read() || !TryRead(property))
                return false;
            _seen |= property;
        }
        return !_json.Read() && !_deployments.IsEmpty;
    }

    private readonly Properties Name() =>
        _json.ValueTextEquals("deployments"u8) ? Properties.Deployments
        : _json.ValueTextEquals("displayName"u8) ? Properties.DisplayName
        : _json.ValueTextEquals("names"u8) ? Properties.Names
        : _json.ValueTextEquals("createTime"u8) ? Properties.CreateTime
        : _json.ValueTextEquals("updateTime"u8) ? Properties.UpdateTime
        : _json.ValueTextEquals("createdBy"u8) ? Properties.CreatedBy
        : _json.ValueTextEquals("strategy"u8) ? Properties.Strategy
        : _json.ValueTextEquals("model"u8) ? Properties.Model
        : _json.ValueTextEquals("enableSessionAffinity"u8) ? Properties.SessionAffinity
        : _json.ValueTextEquals("public"u8) ? Properties.Public
        : Properties.None;

    private bool TryRead(Properties property) => property switch
    {
        Properties.Deployments => TryReadItems(isMember: true, out _deployments) && !_deployments.IsEmpty,
        Properties.Names => TryReadItems(isMember: false, out _names),
        Properties.Strategy => TryReadStrategy(),
        Properties.Model => TryReadText(1, MaxName, out _model),
        Properties.SessionAffinity => TryReadFlag(out _sessionAffinity),
        Properties.Public => TryReadFlag(out _public),
        Properties.CreateTime => TryReadTime(out _created),
        Properties.UpdateTime => TryReadTime(out _updated),
        Properties.CreatedBy => TryReadText(1, MaxName, out _createdBy),
        _ => TryReadText(0, MaxDisplayName, out _displayName!),
    };

    private bool TryReadItems(bool isMember, out ImmutableArray<string> items)
    {
        items = [];
        if (_json.TokenType != JsonTokenType.StartArray)
            return false;
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (items.Length == MostItems || !(isMember ? TryReadMember(out ImmutableArray<string> item) : TryReadName(out item)) || items.Contains(item[0]))
                return false;
            items = items.IsEmpty ? item : items.Add(item[0]);
        }
        return true;
    }

    private readonly bool TryReadMember(out ImmutableArray<string> fullName)
    {
        fullName = [];
        if (_json.TokenType != JsonTokenType.String || _json.ValueSpan.Length > IdValue.MaxLength)
            return false;
        Span<char> text = stackalloc char[IdValue.MaxLength];
        ReadOnlySpan<char> id = text[.._json.CopyString(text)];
        bool isId = IdValue.IsId(id);
        if (isId)
            fullName = MemberValue.Alone(_key.Account, id);
        return isId;
    }

    private readonly bool TryReadName(out ImmutableArray<string> name)
    {
        bool fits = TryReadText(1, MaxName, out string? text);
        name = fits ? [text!] : [];
        return fits;
    }

    private readonly bool TryReadText(int least, int most, out string? text)
    {
        bool fits = _json.TokenType == JsonTokenType.String && _json.ValueSpan.Length >= least && _json.ValueSpan.Length <= most;
        text = fits ? _json.GetString() : null;
        return fits;
    }

    private bool TryReadStrategy()
    {
        bool isEven = _json.TokenType == JsonTokenType.String && _json.ValueTextEquals("evenLoad"u8);
        _strategy = isEven ? RoutingStrategy.EvenLoad : RoutingStrategy.WeightedRandom;
        return isEven || (_json.TokenType == JsonTokenType.String && _json.ValueTextEquals("weightedRandom"u8));
    }

    private readonly bool TryReadFlag(out bool flag)
    {
        flag = _json.TokenType == JsonTokenType.True;
        return flag || _json.TokenType == JsonTokenType.False;
    }

    private readonly bool TryReadTime(out DateTimeOffset time)
    {
        time = default;
        return TryReadText(1, MaxName, out string? text) && TimeValue.TryParse(text!, out time);
    }
}
