using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Edge.Balancing;

namespace Edge.Fleet;

/// <summary>The number by which all edges know a replica: the first 64 bits of SHA-256 over its name, deployment and URL.</summary>
internal static class ReplicaNumber
{
    /// <summary>The number of <paramref name="replica"/>. Allocates; to be kept.</summary>
    internal static ulong Of(Replica replica) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(replica.Name)));
}
