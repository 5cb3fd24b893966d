using Edge.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Edge.EndToEnd.Clients;

/// <summary>The npm package <c>openai</c>; the cases are in <c>js/openai.mjs</c> and <c>js/openai-errors.mjs</c>.</summary>
public sealed class OpenAIJavaScriptTests(EdgeFixture edge, ITestOutputHelper output) : ClientTests(edge, output)
{
    private const string Script = "openai.mjs";
    private const string Errors = "openai-errors.mjs";

    public static TheoryData<string> Cases => NodeScript.Cases(Script);

    public static TheoryData<string> ErrorCases => NodeScript.Cases(Errors);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task With_the_client_of_npm(string name) => RunAsync(Script, name);

    [Theory]
    [MemberData(nameof(ErrorCases))]
    public Task With_the_client_of_npm_an_error(string name) => RunAsync(Errors, name);
}
