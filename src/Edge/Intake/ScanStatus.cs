namespace Edge.Intake;

/// <summary>How far <see cref="ModelScanner"/> has come with a body.</summary>
internal enum ScanStatus
{
    /// <summary>The top-level object is not closed yet.</summary>
    More,

    /// <summary>The body is refused; <see cref="ModelScanner.Error"/> says why. Final.</summary>
    Refused,

    /// <summary>The top-level object is closed, it has one valid <c>model</c>, and only whitespace followed so far.</summary>
    Complete,
}
