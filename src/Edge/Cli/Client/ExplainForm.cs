using System.Text.Json.Nodes;

namespace Edge.Cli.Client;

/// <summary>What <c>edge explain</c> prints: one answer, and never a list.</summary>
internal sealed class ExplainForm : ResourceForm
{
    /// <inheritdoc/>
    internal override string Noun => "explain";

    /// <inheritdoc/>
    internal override string Collection => "models";

    /// <inheritdoc/>
    internal override string[] Columns => [];

    /// <inheritdoc/>
    internal override string[] Row(JsonObject resource) => [];

    /// <inheritdoc/>
    internal override FlagLine Flags(JsonObject resource) => new();
}
