namespace Edge.Mock.Answers;

/// <summary>A call of a tool, in place of text.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">Its arguments, a JSON object.</param>
internal sealed record ToolCall(string Name, string Arguments);
