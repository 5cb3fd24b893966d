namespace Edge.Tests.Cli.Client;

/// <summary>What a server was asked.</summary>
/// <param name="Line">Its method and its target as sent.</param>
/// <param name="Body">Its body.</param>
/// <param name="Authorization">The field of that name.</param>
/// <param name="ContentType">The field of that name.</param>
internal sealed record SeenRequest(string Line, string Body, string Authorization, string ContentType);
