namespace Edge.Faults;

/// <summary>Which shape an error body has; the path of the call decides.</summary>
internal enum ErrorDialect
{
    /// <summary><c>{"error":{message,type,param,code}}</c> (specs/openai.md).</summary>
    OpenAI,

    /// <summary><c>{"type":"error","error":{type,message},"request_id"}</c>, for <c>/v1/messages</c>.</summary>
    Anthropic,

    /// <summary><c>{"error":{message,param,code,type:"error"},"request_id"}</c>, under <c>/inference/v1</c> (specs/fireworks.md).</summary>
    Fireworks,
}
