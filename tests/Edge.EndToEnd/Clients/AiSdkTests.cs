using Edge.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Edge.EndToEnd.Clients;

/// <summary>The npm packages <c>ai</c> and <c>@ai-sdk/openai-compatible</c>; the cases are in <c>js/ai-sdk.mjs</c>.</summary>
public sealed class AiSdkTests(EdgeFixture edge, ITestOutputHelper output) : ClientTests(edge, output)
{
    private const string Script = "ai-sdk.mjs";

    public static TheoryData<string> Cases => NodeScript.Cases(Script);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task With_the_AI_SDK(string name) => RunAsync(Script, name);
}
