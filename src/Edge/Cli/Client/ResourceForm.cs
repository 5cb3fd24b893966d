using System.Text.Json.Nodes;

namespace Edge.Cli.Client;

/// <summary>How resources of one kind look to the client.</summary>
internal abstract class ResourceForm
{
    /// <summary>The word for one, which is also the command.</summary>
    internal abstract string Noun { get; }

    /// <summary>The word in paths, which is also the property of a list.</summary>
    internal abstract string Collection { get; }

    /// <summary>The heads of the table.</summary>
    internal abstract string[] Columns { get; }

    /// <summary>One line of the table.</summary>
    internal abstract string[] Row(JsonObject resource);

    /// <summary>The arguments of <c>create</c> that would make the same.</summary>
    internal abstract FlagLine Flags(JsonObject resource);
}
