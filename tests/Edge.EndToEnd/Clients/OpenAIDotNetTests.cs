using System.ClientModel;
using System.ClientModel.Primitives;
using Edge.EndToEnd.Harness;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Models;
using OpenAI.Responses;
using Xunit.Abstractions;

namespace Edge.EndToEnd.Clients;

/// <summary>The NuGet package <c>OpenAI</c>.</summary>
public sealed class OpenAIDotNetTests(EdgeFixture edge, ITestOutputHelper output) : ClientTests(edge, output)
{
    private static readonly ChatMessage[] Messages = [new UserChatMessage("Say something.")];

    private static readonly ChatTool Weather = ChatTool.CreateFunctionTool(
        "weather", functionParameters: BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}}}"""));

    [Fact]
    public async Task A_chat_is_answered()
    {
        ChatCompletion answer = await Chat("chat").CompleteChatAsync(Messages);
        answer.Content[0].Text.ShouldNotBeEmpty();
        answer.FinishReason.ShouldBe(ChatFinishReason.Stop);
        answer.Usage.OutputTokenCount.ShouldBePositive();
    }

    [Fact]
    public async Task A_chat_is_streamed()
    {
        var pieces = new List<string>();
        ChatFinishReason? finish = null;
        await foreach (StreamingChatCompletionUpdate update in Chat("chat").CompleteChatStreamingAsync(Messages))
        {
            pieces.AddRange(update.ContentUpdate.Select(part => part.Text).Where(text => text.Length > 0));
            finish = update.FinishReason ?? finish;
        }
        pieces.Count.ShouldBeGreaterThan(1);
        finish.ShouldBe(ChatFinishReason.Stop);
    }

    [Fact]
    public async Task A_stream_that_is_left_ends_at_the_model()
    {
        long before = await Edge.Endless.AbortedAsync();
        int updates = 0;
        await foreach (StreamingChatCompletionUpdate update in Chat("endless").CompleteChatStreamingAsync(Messages))
        {
            update.ShouldNotBeNull();
            if (++updates == 10)
                break;
        }
        updates.ShouldBe(10);
        await Wait.UntilAsync(async () => await Edge.Endless.AbortedAsync() > before, "the mock stops writing");
    }

    [Fact]
    public async Task A_tool_is_called()
    {
        var options = new ChatCompletionOptions { Tools = { Weather }, ToolChoice = ChatToolChoice.CreateRequiredChoice() };
        ChatCompletion answer = await Chat("chat").CompleteChatAsync(Messages, options);
        answer.ToolCalls.ShouldHaveSingleItem().FunctionName.ShouldBe("weather");
        answer.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
    }

    [Fact]
    public async Task An_image_of_5_MiB_is_seen()
    {
        var image = ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(new byte[5 << 20]), "image/png");
        ChatCompletion answer = await Chat("chat").CompleteChatAsync(new UserChatMessage(image));
        answer.Content[0].Text.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Embeddings_are_made()
    {
        var client = new EmbeddingClient("chat", Credential(), Options());
        OpenAIEmbeddingCollection answer = await client.GenerateEmbeddingsAsync(["one", "two"]);
        answer.Count.ShouldBe(2);
        answer[0].ToFloats().Length.ShouldBePositive();
    }

#pragma warning disable OPENAI001 // The client marks its responses API as subject to change; the version is pinned.
    [Fact]
    public async Task A_response_is_created()
    {
        ResponseResult answer = await Responses().CreateResponseAsync("chat", "Say something.");
        answer.GetOutputText().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_response_is_streamed()
    {
        var updates = new List<StreamingResponseUpdate>();
        await foreach (StreamingResponseUpdate update in await Responses().CreateResponseStreamingAsync("chat", "Say something."))
            updates.Add(update);
        updates.OfType<StreamingResponseOutputTextDeltaUpdate>().ShouldNotBeEmpty();
        updates[^1].ShouldBeOfType<StreamingResponseCompletedUpdate>();
    }

    private ResponsesClient Responses() =>
        new(Credential(), new ResponsesClientOptions { Endpoint = Options().Endpoint, RetryPolicy = new ClientRetryPolicy(0) });
#pragma warning restore OPENAI001

    [Fact]
    public async Task The_models_are_listed_and_each_can_be_asked_for()
    {
        var client = new OpenAIModelClient(Credential(), Options());
        OpenAIModelCollection models = await client.GetModelsAsync();
        string[] ids = [.. models.Select(model => model.Id)];
        ids.ShouldContain("accounts/default/routers/chat");
        foreach (string id in ids)
            (await client.GetModelAsync(id)).Value.Id.ShouldBe(id);
    }

    [Fact]
    public async Task A_wrong_key_is_401()
    {
        var client = new ChatClient("chat", new ApiKeyCredential("sk-wrong"), Options());
        (await FailureAsync(() => client.CompleteChatAsync(Messages))).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData("nobody", 404, "model_not_found")]
    [InlineData("unreachable", 502, "connect_failed")]
    [InlineData("asleep", 503, "scaled_to_zero")]
    public async Task An_error_has_its_status_and_its_code(string model, int status, string code)
    {
        ClientResultException failure = await FailureAsync(() => Chat(model).CompleteChatAsync(Messages));
        failure.Status.ShouldBe(status);
        failure.Message.ShouldContain(code);
    }

    private static async Task<ClientResultException> FailureAsync(Func<Task> call) => await Should.ThrowAsync<ClientResultException>(call);

    private static ApiKeyCredential Credential() => new(EdgeFixture.Key);

    private ChatClient Chat(string model) => new(model, Credential(), Options());

    private OpenAIClientOptions Options() => new() { Endpoint = new Uri(Edge.Address, "/v1"), RetryPolicy = new ClientRetryPolicy(0) };
}
