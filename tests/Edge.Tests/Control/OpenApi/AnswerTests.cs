using System.Text.Json;
using Edge.Tests.Control.Contract;
using Edge.Tests.Wire;

namespace Edge.Tests.Control.OpenApi;

/// <summary>An edge on a folder to which every documented call was made.</summary>
public sealed class TalkingEdge : IAsyncLifetime
{
    private readonly FolderEdge _edge = new();

    /// <summary>What came back, in the order of <see cref="DocumentedCalls.All"/>.</summary>
    internal List<ApiAnswer> Answers { get; } = [];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Environment.SetEnvironmentVariable(DocumentedCalls.SecretVariable, "secret");
        await _edge.InitializeAsync();
        using HttpClient client = _edge.Client();
        foreach (ApiCall call in DocumentedCalls.All)
            Answers.Add(await call.SendAsync(client, "acme"));
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => _edge.DisposeAsync();
}

/// <summary>A running edge answers as the document says.</summary>
public sealed class AnswerTests(TalkingEdge edge) : IClassFixture<TalkingEdge>
{
    [Fact]
    public void Every_answer_is_as_the_document_says() => edge.Answers.SelectMany(answer => answer.Faults()).ShouldBeEmpty();

    [Fact]
    public void Every_operation_went_well_once() =>
        edge.Answers.Where(answer => answer.Status == 200).Select(answer => answer.Call.Operation).Distinct().Order()
            .ShouldBe(ApiDocument.Operations.Select(operation => operation.Id).Order());

    [Fact]
    public void Every_example_of_a_request_was_taken() =>
        edge.Answers.Where(answer => answer is { Status: 200, Call.Example: not null }).Select(answer => $"{answer.Call.Operation} {answer.Call.Example}").Distinct().Order()
            .ShouldBe(ApiDocument.Operations.SelectMany(operation => operation.Examples.Keys.Select(name => $"{operation.Id} {name}")).Order());

    [Theory]
    [InlineData("Router")]
    [InlineData("Deployment")]
    [InlineData("Key")]
    [InlineData("NewKey")]
    [InlineData("RouterList")]
    [InlineData("DeploymentList")]
    [InlineData("Explanation")]
    public void Every_field_that_the_document_knows_was_printed(string schema)
    {
        IEnumerable<JsonElement> bodies = edge.Answers
            .Where(answer => answer.Schema is { } said && said.TryGetProperty("$ref", out JsonElement name) && name.ValueEquals($"#/components/schemas/{schema}"))
            .Select(answer => answer.Body);
        ApiDocument.PathsOf(ApiDocument.Schema(schema)).Except(bodies.SelectMany(Printed)).ShouldBeEmpty();
    }

    [Fact]
    public void A_version_comes_with_every_resource_that_can_be_written()
    {
        string[] tagged = [.. edge.Answers.Where(answer => answer.Tag is not null).Select(answer => answer.Call.Operation).Distinct().Order()];
        tagged.ShouldBe(ApiDocument.Operations.Where(operation => operation.Response(200).TryGetProperty("headers", out _)).Select(operation => operation.Id).Order());
    }

    private static IEnumerable<string> Printed(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Printed),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(one => Printed(one.Value).Select(inside => $"{one.Name}.{inside}").Prepend(one.Name)),
        _ => [],
    };
}

/// <summary>What goes wrong in every operation alike, where there are keys.</summary>
public sealed class RefusalTests(ClosedEdge edge) : IClassFixture<ClosedEdge>
{
    public static TheoryData<string> Operations => [.. ApiDocument.Operations.Where(operation => operation.Scope is not null).Select(operation => operation.Id)];

    [Theory]
    [MemberData(nameof(Operations))]
    public Task No_key(string operation) => ExpectAsync(new ApiCall(operation) { Status = 401 });

    [Theory]
    [MemberData(nameof(Operations))]
    public Task A_key_without_the_scope(string operation) => ExpectAsync(new ApiCall(operation) { Key = "caller", Status = 403 });

    [Theory]
    [MemberData(nameof(Operations))]
    public Task A_key_of_the_scope_that_the_document_names_and_a_body_that_is_no_JSON(string operation) =>
        ExpectAsync(new ApiCall(operation) { Key = ApiDocument.Operation(operation).Scope == "read" ? "reader" : "writer", Body = "no", Status = 400 });

    [Theory]
    [MemberData(nameof(Operations))]
    public Task A_key_that_may_only_look(string operation)
    {
        bool reads = ApiDocument.Operation(operation).Scope == "read";
        return ExpectAsync(new ApiCall(operation) { Key = "reader", Body = "no", Status = reads ? 400 : 403 });
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public Task A_resource_that_is_not_there(string operation)
    {
        ApiOperation one = ApiDocument.Operation(operation);
        bool isOne = one.Path.Contains("{id}", StringComparison.Ordinal);
        return isOne
            ? ExpectAsync(new ApiCall(operation) { Id = "nowhere", Key = "writer", Body = """{"replicaCount":1}""", Status = 404 })
            : ExpectAsync(new ApiCall(operation) { Key = "writer", Query = "routerId=_&deploymentId=_&keyId=_&pageSize=-1", Body = """{"requests":-1,"model":"m"}""", Status = 400 });
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public Task A_method_that_the_path_does_not_have(string operation) => ExpectAsync(new ApiCall(operation) { Key = "writer", Method = "PUT", Status = 501 });

    private async Task ExpectAsync(ApiCall call)
    {
        using HttpClient client = edge.Client();
        (await call.SendAsync(client, "team")).Faults().ShouldBeEmpty();
    }
}

/// <summary>Metrics that are elsewhere.</summary>
public sealed class MetricsAnswerTests
{
    [Fact]
    public async Task Metrics_with_a_listener_of_their_own_are_not_found_on_the_control_listener()
    {
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { Metrics = WireEdge.AnyPort });
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://{edge.Server.ControlAddress}"), Timeout = WireConnection.Patience };
        (await new ApiCall("metrics") { Status = 404 }.SendAsync(client, "")).Faults().ShouldBeEmpty();
    }
}
