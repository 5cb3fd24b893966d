using System.Buffers.Binary;
using System.Net;
using System.Text.Json;

namespace Edge.Tests.Mock;

/// <summary>The calls that generate nothing, and completions.</summary>
public sealed class CallTests
{
    [Fact]
    public async Task Completions_give_a_choice_for_each_prompt()
    {
        await using MockHost host = await MockHost.StartAsync();
        JsonElement answer = await host.JsonAsync("/v1/completions", """{"model":"m","prompt":["a","b"],"n":2,"max_tokens":3}""");
        answer.GetProperty("object").GetString().ShouldBe("text_completion");
        JsonElement choices = answer.GetProperty("choices");
        choices.EnumerateArray().Select(choice => choice.GetProperty("index").GetInt32()).ShouldBe([0, 1, 2, 3]);
        choices[0].GetProperty("finish_reason").GetString().ShouldBe("length");
        answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32().ShouldBe(12);
    }

    [Fact]
    public async Task Token_ids_are_one_prompt()
    {
        await using MockHost host = await MockHost.StartAsync();
        JsonElement answer = await host.JsonAsync("/v1/completions", """{"model":"m","prompt":[1,2,3]}""");
        answer.GetProperty("choices").GetArrayLength().ShouldBe(1);
        answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Completions_stream_the_same_text()
    {
        await using MockHost host = await MockHost.StartAsync();
        string text = (await host.JsonAsync("/v1/completions", """{"model":"m","prompt":"a"}""")).GetProperty("choices")[0].GetProperty("text").GetString()!;
        IReadOnlyList<MockEvent> events = await host.EventsAsync(
            "/v1/completions", """{"model":"m","prompt":"a","stream":true,"stream_options":{"include_usage":true}}""");
        events.Count.ShouldBe(8 + 1 + 1);
        events[^1].Data.ShouldBe("[DONE]");
        events[^2].Json.GetProperty("usage").GetProperty("completion_tokens").GetInt32().ShouldBe(8);
        string.Concat(events.SkipLast(2).Select(e => e.Json.GetProperty("choices")[0].GetProperty("text").GetString())).ShouldBe(text);
        events[^3].Json.GetProperty("choices")[0].GetProperty("finish_reason").GetString().ShouldBe("stop");
    }

    [Fact]
    public async Task Embeddings_are_unit_vectors_that_follow_from_their_input()
    {
        await using MockHost host = await MockHost.StartAsync();
        JsonElement answer = await host.JsonAsync("/v1/embeddings", """{"model":"e","input":["one","two","one"]}""");
        float[][] vectors = [.. answer.GetProperty("data").EnumerateArray().Select(item => Floats(item.GetProperty("embedding")))];
        vectors.ShouldAllBe(vector => vector.Length == 1536);
        vectors.ShouldAllBe(vector => Math.Abs(vector.Sum(x => (double)x * x) - 1) < 1e-4);
        vectors[0].ShouldBe(vectors[2]);
        vectors[0].ShouldNotBe(vectors[1]);
        answer.GetProperty("model").GetString().ShouldBe("e");
        answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Embeddings_in_base64_are_the_same_floats()
    {
        await using MockHost host = await MockHost.StartAsync();
        const string Request = """{"model":"e","input":[1,2,3],"dimensions":5""";
        float[] floats = Floats((await host.JsonAsync("/v1/embeddings", Request + "}")).GetProperty("data")[0].GetProperty("embedding"));
        JsonElement data = (await host.JsonAsync("/v1/embeddings", Request + ",\"encoding_format\":\"base64\"}")).GetProperty("data");
        data.GetArrayLength().ShouldBe(1);
        byte[] bytes = data[0].GetProperty("embedding").GetBytesFromBase64();
        bytes.Length.ShouldBe(20);
        for (int i = 0; i < 5; i++)
            BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * 4)).ShouldBe(floats[i]);
    }

    [Fact]
    public async Task Moderations_flag_nothing()
    {
        await using MockHost host = await MockHost.StartAsync();
        JsonElement answer = await host.JsonAsync("/v1/moderations", """{"input":["a","b"]}""");
        answer.GetProperty("model").GetString().ShouldBe("omni-moderation-latest");
        answer.GetProperty("results").GetArrayLength().ShouldBe(2);
        answer.GetProperty("results")[0].GetProperty("flagged").GetBoolean().ShouldBeFalse();
        answer.GetProperty("results")[0].GetProperty("categories").EnumerateObject().Count().ShouldBe(13);
    }

    [Fact]
    public async Task Rerank_gives_the_best_documents_first()
    {
        await using MockHost host = await MockHost.StartAsync();
        JsonElement results = (await host.JsonAsync("/v1/rerank", """{"model":"r","query":"q","documents":["a",{"text":"b"},"c"],"top_n":2}""")).GetProperty("results");
        results.GetArrayLength().ShouldBe(2);
        results[0].GetProperty("relevance_score").GetDouble().ShouldBeGreaterThan(results[1].GetProperty("relevance_score").GetDouble());
        foreach (JsonElement result in results.EnumerateArray())
            result.GetProperty("document").GetProperty("text").GetString().ShouldBe(((char)('a' + result.GetProperty("index").GetInt32())).ToString());
    }

    [Theory]
    [InlineData("\"x\"", 1)]
    [InlineData("[\"x\",\"y\"]", 2)]
    public async Task Score_compares_with_one_text_or_many(string texts, int count)
    {
        await using MockHost host = await MockHost.StartAsync();
        JsonElement answer = await host.JsonAsync("/v1/score", $$"""{"model":"s","text_1":"q","text_2":{{texts}}}""");
        answer.GetProperty("data").GetArrayLength().ShouldBe(count);
        answer.GetProperty("data").EnumerateArray().ShouldAllBe(item => item.GetProperty("score").GetDouble() >= 0 && item.GetProperty("score").GetDouble() < 1);
    }

    [Fact]
    public async Task Models_are_listed_and_found_by_ids_with_slashes()
    {
        await using MockHost host = await MockHost.StartAsync(MockHost.Fast with { Models = ["a", "accounts/x/models/b"] });
        JsonElement list = await host.GetAsync("/v1/models");
        list.GetProperty("object").GetString().ShouldBe("list");
        list.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()).ShouldBe(["a", "accounts/x/models/b"]);
        (await host.GetAsync("/v1/models/accounts/x/models/b")).GetProperty("id").GetString().ShouldBe("accounts/x/models/b");
        (await host.GetAsync("/v1/models/accounts%2Fx%2Fmodels%2Fb")).GetProperty("object").GetString().ShouldBe("model");
        (await host.Client.GetAsync(host.Url("/v1/models/c"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/inference/v1/embeddings")]
    [InlineData("/openai/v1/embeddings?api-version=1")]
    [InlineData("/embeddings")]
    public async Task Any_prefix_will_do(string path)
    {
        await using MockHost host = await MockHost.StartAsync();
        (await host.JsonAsync(path, """{"model":"e","input":"x","dimensions":2}""")).GetProperty("object").GetString().ShouldBe("list");
        host.Last.Path.ShouldBe(path);
    }

    private static float[] Floats(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetSingle())];
}
