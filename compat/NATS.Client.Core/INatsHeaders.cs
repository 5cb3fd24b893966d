using Microsoft.Extensions.Primitives;

namespace NATS.Client.Core;

/// <summary>Header fields: names, each with one or more values.</summary>
public interface INatsHeaders : IDictionary<string, StringValues>
{
}
