using System.Text.Json.Serialization;

namespace NATS.Client.Core.Protocol;

/// <summary>The serializers of what stands in the protocol as JSON.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ServerInfo))]
[JsonSerializable(typeof(ConnectCommand))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
