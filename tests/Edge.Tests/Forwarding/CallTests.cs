using System.Text;
using Edge.Faults;
using Edge.Forwarding;

namespace Edge.Tests.Forwarding;

/// <summary>What a path asks for.</summary>
public sealed class CallTests
{
    [Theory]
    [InlineData("POST", "/v1/chat/completions", "Inference")]
    [InlineData("POST", "/v1/whatever/comes", "Inference")]
    [InlineData("POST", "/inference/v1/completions", "Inference")]
    [InlineData("POST", "/openai/v1/embeddings", "Inference")]
    [InlineData("GET", "/v1/chat/completions", "Inference")]
    [InlineData("GET", "/v1/usage", "Usage")]
    [InlineData("GET", "/v1/models", "ModelList")]
    [InlineData("POST", "/v1/models", "ModelList")]
    [InlineData("GET", "/v1/models/a/b", "ModelOne")]
    [InlineData("POST", "/v1/models/a/b", "Inference")]
    [InlineData("GET", "/v1/responses/resp_1", "FollowUp")]
    [InlineData("DELETE", "/v1/chat/completions/c_1", "FollowUp")]
    [InlineData("GET", "/v1/batches/b_1", "FollowUp")]
    [InlineData("POST", "/v1/accounts/a/routers", "Unknown")]
    [InlineData("POST", "/v1/accounts", "Unknown")]
    [InlineData("POST", "/v1/", "Unknown")]
    [InlineData("POST", "/v1", "Unknown")]
    [InlineData("POST", "/", "Unknown")]
    [InlineData("POST", "/v2/chat/completions", "Unknown")]
    [InlineData("POST", "/v1/../admin", "Unknown")]
    [InlineData("POST", "/v1/a/%2E%2e/admin", "Unknown")]
    [InlineData("POST", "/v1/a/./b", "Unknown")]
    public void A_path_is_understood(string method, string path, string kind) => Call.Of(method, path).Kind.ToString().ShouldBe(kind);

    [Theory]
    [InlineData("POST", "/v1/chat/completions")]
    [InlineData("GET", "/inference/v1/models/a")]
    [InlineData("POST", "/v1/a/%2E%2e/admin")]
    [InlineData("POSTPOSTPOST", "/v1/models/a")]
    [InlineData("POST", "/v1/\u00ff")]
    public void Bytes_are_understood_as_text_is(string method, string path)
    {
        char[] scratch = new char[path.Length];
        Call expected = Call.Of(method, path), call = Call.Of(Encoding.Latin1.GetBytes(method), Encoding.Latin1.GetBytes(path), scratch);
        (call.Kind, call.Dialect, call.Path.ToString()).ShouldBe((expected.Kind, expected.Dialect, expected.Path.ToString()));
    }

    [Theory]
    [InlineData("/v1/chat/completions", "OpenAI")]
    [InlineData("/openai/v1/chat/completions", "OpenAI")]
    [InlineData("/inference/v1/chat/completions", "Fireworks")]
    [InlineData("/v1/messages", "Anthropic")]
    [InlineData("/nowhere", "OpenAI")]
    public void The_path_decides_the_shape_of_errors(string path, string dialect) =>
        Call.Of("POST", path).Dialect.ShouldBe(Enum.Parse<ErrorDialect>(dialect));

    [Theory]
    [InlineData("/v1/chat/completions", true)]
    [InlineData("/v1/embeddings", true)]
    [InlineData("/v1/messages", true)]
    [InlineData("/v1/responses", false)]
    [InlineData("/v1/images/generations", false)]
    public void Only_calls_without_effects_may_be_repeated(string path, bool repeatable) => Call.Of("POST", path).IsRepeatable.ShouldBe(repeatable);
}
