using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Edge.Telemetry.Records;
using Names = (string? Account, string? Key, string? Router, string? Deployment, string? Replica, Edge.Telemetry.Records.CallOperation Operation);

namespace Edge.Telemetry.AccessLog;

/// <summary>The members of a line that name things, escaped once for all requests that have the same. One thread at a time.</summary>
internal sealed class NamePieces
{
    private const int MostPieces = 4096;
    private readonly Dictionary<Names, byte[]> _pieces = new(new ByReference());

    /// <summary>The members with the names of <paramref name="record"/>, a comma in front of each.</summary>
    internal ReadOnlySpan<byte> Of(in RequestRecord record)
    {
        Names names = (record.Account, record.Key, record.Router, record.Deployment, record.Replica, record.Operation);
        if (_pieces.TryGetValue(names, out byte[]? piece))
            return piece;
        // Strings are made anew with what they name: what is remembered of old ones goes before it grows without end.
        if (_pieces.Count >= MostPieces)
            _pieces.Clear();
        return _pieces[names] = Write(in names);
    }

    private static byte[] Write(in Names names)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            Member(json, "account"u8, names.Account);
            Member(json, "key"u8, names.Key);
            Member(json, "operation"u8, CallOperations.Route(names.Operation));
            Member(json, "router"u8, names.Router);
            Member(json, "deployment"u8, names.Deployment);
            Member(json, "replica"u8, names.Replica);
            json.WriteEndObject();
        }
        // Its braces are the line's; the first of them makes room for the comma.
        byte[] piece = output.WrittenSpan[..^1].ToArray();
        piece[0] = (byte)',';
        return piece;
    }

    private static void Member(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private sealed class ByReference : IEqualityComparer<Names>
    {
        public bool Equals(Names x, Names y) =>
            ReferenceEquals(x.Replica, y.Replica) && ReferenceEquals(x.Router, y.Router) && ReferenceEquals(x.Key, y.Key)
            && ReferenceEquals(x.Deployment, y.Deployment) && ReferenceEquals(x.Account, y.Account) && x.Operation == y.Operation;

        public int GetHashCode(Names names) => HashCode.Combine(
            RuntimeHelpers.GetHashCode(names.Replica), RuntimeHelpers.GetHashCode(names.Router), RuntimeHelpers.GetHashCode(names.Key), (int)names.Operation);
    }
}
