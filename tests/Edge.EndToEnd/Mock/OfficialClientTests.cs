using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using Edge.Mock;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Models;
using OpenAI.Moderations;
using OpenAI.Responses;

#pragma warning disable OPENAI001 // The official client marks its Responses API as still changing; that is the one to follow.

namespace Edge.EndToEnd.Mock;

/// <summary>The official client reads every answer of the mock.</summary>
public sealed class OfficialClientTests : IAsyncLifetime
{
    private MockServer? _mock;
    private OpenAIClient? _client;

    public async Task InitializeAsync()
    {
        _mock = await MockServer.StartAsync(new MockOptions { Ports = [0], FirstToken = TimeSpan.Zero, TokensPerSecond = 0, Tokens = 8, Key = "K" }, CancellationToken.None);
        var options = new OpenAIClientOptions { Endpoint = new Uri($"http://127.0.0.1:{_mock.Ports[0]}/v1"), RetryPolicy = new ClientRetryPolicy(0) };
        _client = new OpenAIClient(new ApiKeyCredential("K"), options);
    }

    public async Task DisposeAsync() => await _mock!.DisposeAsync();

    [Fact]
    public async Task Chat_comes_whole_and_streamed_with_the_same_text()
    {
        ChatClient chat = _client!.GetChatClient("m");
        ChatCompletion whole = await chat.CompleteChatAsync(ChatMessage.CreateUserMessage("hi"));
        whole.Model.ShouldBe("m");
        whole.FinishReason.ShouldBe(ChatFinishReason.Stop);
        whole.Usage.OutputTokenCount.ShouldBe(8);
        var text = new StringBuilder();
        ChatTokenUsage? usage = null;
        await foreach (StreamingChatCompletionUpdate update in chat.CompleteChatStreamingAsync(ChatMessage.CreateUserMessage("hi")))
        {
            foreach (ChatMessageContentPart part in update.ContentUpdate)
                text.Append(part.Text);
            usage = update.Usage ?? usage;
        }
        text.ToString().ShouldBe(whole.Content[0].Text);
        usage.ShouldNotBeNull().OutputTokenCount.ShouldBe(8);
    }

    [Fact]
    public async Task Chat_calls_tools_whole_and_streamed()
    {
        ChatClient chat = _client!.GetChatClient("m");
        var options = new ChatCompletionOptions
        {
            Tools = { ChatTool.CreateFunctionTool("f", null, BinaryData.FromString("""{"type":"object","properties":{"a":{"type":"integer"}}}""")) },
            ToolChoice = ChatToolChoice.CreateRequiredChoice(),
        };
        ChatCompletion whole = await chat.CompleteChatAsync([ChatMessage.CreateUserMessage("hi")], options);
        whole.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        whole.ToolCalls[0].FunctionName.ShouldBe("f");
        whole.ToolCalls[0].FunctionArguments.ToString().ShouldBe("""{"a":1}""");
        var arguments = new StringBuilder();
        await foreach (StreamingChatCompletionUpdate update in chat.CompleteChatStreamingAsync([ChatMessage.CreateUserMessage("hi")], options))
        {
            foreach (StreamingChatToolCallUpdate call in update.ToolCallUpdates)
                arguments.Append(call.FunctionArgumentsUpdate);
        }
        arguments.ToString().ShouldBe("""{"a":1}""");
    }

    [Fact]
    public async Task Responses_come_whole_and_streamed_with_the_same_text()
    {
        ResponsesClient responses = _client!.GetResponsesClient();
        ResponseResult whole = await responses.CreateResponseAsync("m", "hi");
        whole.Status.ShouldBe(ResponseStatus.Completed);
        var text = new StringBuilder();
        ResponseResult? completed = null;
        await foreach (StreamingResponseUpdate update in await responses.CreateResponseStreamingAsync("m", "hi"))
        {
            if (update is StreamingResponseOutputTextDeltaUpdate delta)
                text.Append(delta.Delta);
            if (update is StreamingResponseCompletedUpdate end)
                completed = end.Response;
        }
        text.ToString().ShouldBe(whole.GetOutputText());
        completed.ShouldNotBeNull().GetOutputText().ShouldBe(whole.GetOutputText());
        completed.Usage.OutputTokenCount.ShouldBe(8);
    }

    [Fact]
    public async Task Embeddings_come_as_vectors()
    {
        EmbeddingClient embeddings = _client!.GetEmbeddingClient("e");
        OpenAIEmbeddingCollection vectors = await embeddings.GenerateEmbeddingsAsync(["one", "two"], new EmbeddingGenerationOptions { Dimensions = 16 });
        vectors.Count.ShouldBe(2);
        vectors[0].ToFloats().Length.ShouldBe(16);
    }

    [Fact]
    public async Task Moderations_and_models_are_read()
    {
        ModerationResult moderation = await _client!.GetModerationClient("m").ClassifyTextAsync("fine");
        moderation.Flagged.ShouldBeFalse();
        OpenAIModelCollection models = await _client.GetOpenAIModelClient().GetModelsAsync();
        models.ShouldHaveSingleItem().OwnedBy.ShouldBe("edge-mock");
    }

    [Fact]
    public async Task Errors_are_exceptions_with_their_status()
    {
        var options = new OpenAIClientOptions { Endpoint = new Uri($"http://127.0.0.1:{_mock!.Ports[0]}/v1"), RetryPolicy = new ClientRetryPolicy(0) };
        var wrong = new OpenAIClient(new ApiKeyCredential("wrong"), options);
        ClientResultException e = await Should.ThrowAsync<ClientResultException>(() => wrong.GetChatClient("m").CompleteChatAsync(ChatMessage.CreateUserMessage("hi")));
        e.Status.ShouldBe(401);
        e.Message.ShouldContain("invalid_api_key");
    }
}
