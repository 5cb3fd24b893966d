namespace Edge.Http1;

/// <summary>What became of an attempt to read a request's head.</summary>
internal enum RequestParse : byte
{
    /// <summary>The head has not ended; nothing so far speaks against it.</summary>
    NeedMore,

    /// <summary>The head is whole and good.</summary>
    Ok,

    /// <summary>No bytes that may follow can make this a request we take: answer and close.</summary>
    Refused,
}
