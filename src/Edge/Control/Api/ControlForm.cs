namespace Edge.Control.Api;

/// <summary>The form of a call to the control API.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, with <c>{account}</c> and <c>{id}</c> where those stand.</param>
/// <param name="Writes">Whether it changes things.</param>
internal readonly record struct ControlForm(string Method, string Path, bool Writes);
