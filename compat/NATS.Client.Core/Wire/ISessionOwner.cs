using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Wire;

/// <summary>Who is told what a server says besides messages. Called by the read loop; must not wait.</summary>
internal interface ISessionOwner
{
    /// <summary>The server told about itself.</summary>
    void OnInfo(ServerInfo info, ServerUri server);

    /// <summary>The server refused something.</summary>
    void OnServerError(string error);
}
