using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Extensions.Primitives;
using NATS.Client.Core.Protocol;

namespace NATS.Client.Core;

/// <summary>The header of a message: fields whose names ignore case, and the status a server may put in front. Not safe to change from several threads.</summary>
public class NatsHeaders : INatsHeaders
{
    private readonly Dictionary<string, StringValues> _fields;

    /// <summary>Makes an empty one.</summary>
    public NatsHeaders() => _fields = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes one over fields that are there already; it does not copy them.</summary>
    /// <param name="store">The fields; their comparer is kept.</param>
    public NatsHeaders(Dictionary<string, StringValues>? store) => _fields = store ?? new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes an empty one with room.</summary>
    /// <param name="capacity">For how many fields.</param>
    public NatsHeaders(int capacity) => _fields = new(capacity, StringComparer.OrdinalIgnoreCase);

    /// <summary>The known texts of a status.</summary>
    public enum Messages
    {
        /// <summary>Another one; see <see cref="MessageText"/>.</summary>
        Text,

        /// <summary>Nothing to deliver, but the consumer lives.</summary>
        IdleHeartbeat,

        /// <summary>The request was wrong.</summary>
        BadRequest,

        /// <summary>The consumer is gone.</summary>
        ConsumerDeleted,

        /// <summary>Pulled from a consumer that pushes.</summary>
        ConsumerIsPushBased,

        /// <summary>There are no messages.</summary>
        NoMessages,

        /// <summary>The pull's time is up.</summary>
        RequestTimeout,

        /// <summary>A message is larger than the pull allows.</summary>
        MessageSizeExceedsMaxBytes,

        /// <summary>Pulls were still pending.</summary>
        RequestsPending,
    }

    /// <summary>The version of the header's format.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "The signature of the official client.")]
    public int Version => 1;

    /// <summary>The number of the status; 0 without one.</summary>
    public int Code { get; internal set; }

    /// <summary>The text of the status; empty without one.</summary>
    public string MessageText { get; internal set; } = "";

    /// <summary>Which of the known texts it is.</summary>
    public Messages Message { get; internal set; } = Messages.Text;

    /// <summary>Why header or payload could not be read.</summary>
    public NatsException? Error { get; internal set; }

    /// <inheritdoc/>
    public int Count => _fields.Count;

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <inheritdoc/>
    public ICollection<string> Keys => _fields.Keys;

    /// <inheritdoc/>
    public ICollection<StringValues> Values => _fields.Values;

    /// <summary>The values of a field: none when it is not there. Setting none removes it.</summary>
    /// <param name="key">The name.</param>
    public StringValues this[string key]
    {
        get => _fields.GetValueOrDefault(key);
        set
        {
            ArgumentNullException.ThrowIfNull(key);
            if (value.Count == 0)
                _fields.Remove(key);
            else
                _fields[key] = value;
        }
    }

    /// <inheritdoc/>
    public void Add(KeyValuePair<string, StringValues> item) => _fields.Add(item.Key, item.Value);

    /// <inheritdoc/>
    public void Add(string key, StringValues value) => _fields.Add(key, value);

    /// <inheritdoc/>
    public void Clear() => _fields.Clear();

    /// <inheritdoc/>
    public bool Contains(KeyValuePair<string, StringValues> item) =>
        _fields.TryGetValue(item.Key, out StringValues value) && StringValues.Equals(value, item.Value);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _fields.ContainsKey(key);

    /// <inheritdoc/>
    public void CopyTo(KeyValuePair<string, StringValues>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, StringValues>>)_fields).CopyTo(array, arrayIndex);

    /// <summary>Bytes of the header on the wire.</summary>
    /// <param name="encoding">The encoding of the fields; UTF-8 when null.</param>
    public int GetBytesLength(Encoding? encoding = null) => HeaderWriter.Measure(this, encoding ?? Encoding.UTF8);

    /// <inheritdoc/>
    public bool Remove(KeyValuePair<string, StringValues> item) => Contains(item) && _fields.Remove(item.Key);

    /// <inheritdoc/>
    public bool Remove(string key) => _fields.Remove(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, out StringValues value) => _fields.TryGetValue(key, out value);

    /// <summary>The last value of a field.</summary>
    /// <param name="key">The name.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the field is there.</returns>
    public bool TryGetLastValue(string key, [NotNullWhen(returnValue: true)] out string? value)
    {
        value = _fields.TryGetValue(key, out StringValues values) && values.Count > 0 ? values[^1] : null;
        return value is not null;
    }

    /// <summary>Walks over the fields without allocating.</summary>
    public Enumerator GetEnumerator() => new(_fields.GetEnumerator());

    /// <inheritdoc/>
    IEnumerator<KeyValuePair<string, StringValues>> IEnumerable<KeyValuePair<string, StringValues>>.GetEnumerator() => _fields.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => _fields.GetEnumerator();

    /// <summary>A walk over the fields.</summary>
    public struct Enumerator : IEnumerator<KeyValuePair<string, StringValues>>
    {
        private Dictionary<string, StringValues>.Enumerator _inner;

        /// <summary>Makes one.</summary>
        internal Enumerator(Dictionary<string, StringValues>.Enumerator inner) => _inner = inner;

        /// <inheritdoc/>
        public KeyValuePair<string, StringValues> Current => _inner.Current;

        /// <inheritdoc/>
        readonly object IEnumerator.Current => _inner.Current;

        /// <inheritdoc/>
        public bool MoveNext() => _inner.MoveNext();

        /// <inheritdoc/>
        public void Dispose()
        {
        }

        /// <inheritdoc/>
        readonly void IEnumerator.Reset() => throw new NotSupportedException();
    }
}
