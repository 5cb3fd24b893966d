namespace Edge.Mock.Wire;

/// <summary>One header field, as received: original case, value without the blanks around it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value, Latin-1.</param>
internal readonly record struct MockField(string Name, string Value);
