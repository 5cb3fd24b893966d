namespace Edge.Faults;

/// <summary>What a kind of fault means to the caller and to the replica.</summary>
/// <param name="Side">Whose fault it is.</param>
/// <param name="Status">HTTP status of the answer.</param>
/// <param name="Type">OpenAI error type.</param>
/// <param name="Code">OpenAI error code.</param>
/// <param name="GatewayCode">The code where the Fireworks dialect answers (specs/fireworks.md, Planes).</param>
/// <param name="Param">The request field at fault, or null.</param>
/// <param name="Message">What the caller reads when nothing more exact is known.</param>
/// <param name="RetryAfterSeconds">Value of <c>Retry-After</c>; 0 sends none.</param>
internal sealed record FaultRow(
    FaultSide Side, int Status, string Type, string Code, string GatewayCode, string? Param, string Message, int RetryAfterSeconds = 0);
