using System.Buffers;
using System.Text;
using Edge.Faults;

namespace Edge.Tests.Faults;

/// <summary>The JSON of an error, in each dialect.</summary>
public sealed class ErrorBodyTests
{
    private static readonly Fault Fault = new(FaultKind.InvalidModel, "say \"model\" once");

    [Fact]
    public void OpenAI_has_four_keys() => Text(Fault, ErrorDialect.OpenAI).ShouldBe(
        """{"error":{"message":"say \u0022model\u0022 once","type":"invalid_request_error","param":"model","code":"invalid_model"}}""");

    [Fact]
    public void A_key_without_value_is_null() => Text(new Fault(FaultKind.Internal), ErrorDialect.OpenAI).ShouldContain("\"param\":null");

    [Fact]
    public void Anthropic_has_its_own_types() => Text(new Fault(FaultKind.QueueFull), ErrorDialect.Anthropic).ShouldBe(
        """{"type":"error","error":{"type":"overloaded_error","message":"Too many requests wait for this model. Please retry your request."},"request_id":"r-1"}""");

    [Fact]
    public void Fireworks_has_its_own_codes() => Text(new Fault(FaultKind.ScaledToZero), ErrorDialect.Fireworks).ShouldBe(
        """{"error":{"message":"Deployment is currently scaled to zero and is scaling up. Please retry your request in a few minutes.","param":null,"code":"DEPLOYMENT_SCALING_UP","type":"error"},"request_id":"r-1"}""");

    private static string Text(Fault fault, ErrorDialect dialect)
    {
        var output = new ArrayBufferWriter<byte>();
        ErrorBody.Write(output, fault, dialect, "r-1"u8);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
