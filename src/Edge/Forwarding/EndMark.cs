namespace Edge.Forwarding;

/// <summary>What tells that an event stream came to its end and was not cut, beside the framing. An <c>error</c> event ends any.</summary>
internal enum EndMark : byte
{
    /// <summary>Nothing: the framing alone.</summary>
    None,

    /// <summary>The data <c>[DONE]</c>.</summary>
    Done,

    /// <summary>An event <c>response.completed</c>, <c>response.incomplete</c> or <c>response.failed</c>.</summary>
    ResponseEvents,

    /// <summary>An event <c>message_stop</c>.</summary>
    MessageStop,
}
