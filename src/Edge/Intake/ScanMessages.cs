namespace Edge.Intake;

/// <summary>What the caller reads next to status 400 and <c>param: "model"</c>: what is wrong with the body and how to mend it.</summary>
internal static class ScanMessages
{
    /// <summary>The sentence for <paramref name="error"/>; one shared string each, empty for <see cref="ScanError.None"/>.</summary>
    internal static string Of(ScanError error) => error switch
    {
        ScanError.None => "",
        ScanError.NotAnObject => "The body must be one JSON object in UTF-8, such as {\"model\": \"NAME\", ...}.",
        ScanError.ByteOrderMark => "The body begins with a byte order mark. Send plain UTF-8 without one.",
        ScanError.MissingModel => "The body has no 'model'. Add a top-level string 'model', written in lower case.",
        ScanError.SecondModel => "The body has more than one top-level 'model' (keys that differ from it in case only count). Send one.",
        ScanError.ModelNotString => "'model' must be a string.",
        ScanError.ModelEmpty => "'model' must not be empty. Name the model to call.",
        ScanError.ModelTooLong => "'model' must not be longer than 1024 bytes.",
        ScanError.InvalidUtf8 => "'model' and all top-level keys must be valid UTF-8.",
        ScanError.InvalidEscape => "'model' or a top-level key has an invalid escape. Write \\uXXXX with four hexadecimal digits, and surrogates in pairs.",
        ScanError.TrailingData => "Something follows the JSON object. Send one object and nothing after it.",
        ScanError.Unbalanced => "The body closes a bracket that is not open. Check its brackets and braces.",
        ScanError.TooDeep => "The body is nested more than 1000 levels deep.",
        ScanError.UnexpectedEnd => "The body ends before its JSON object is closed. Send all of it.",
        ScanError.InvalidSyntax => "The body is not valid JSON at its top level. Check its quotes, colons and commas, and escape control characters.",
        _ => throw new ArgumentOutOfRangeException(nameof(error), error, "an error without a message"),
    };
}
