using System.Text.RegularExpressions;
using ConfigSync.Resources;
using ConfigSync.Sync;
using Edge.Control.Api;
using Edge.Control.Listing;
using Edge.Hosting;

namespace Edge.Tests.Control.OpenApi;

/// <summary>The document says what the program can do: no more, and no less.</summary>
public class DriftTests
{
    private static readonly string[] Plain = ["/docs", "/livez", "/metrics", "/openapi.json", "/readyz"];

    [Fact]
    public void Every_call_of_the_program_is_in_the_document_and_every_one_there_is_a_call() =>
        ApiDocument.Operations.Where(operation => !Plain.Contains(operation.Path)).Select(operation => $"{operation.Method} {operation.Path}").Order()
            .ShouldBe(Forms().Select(form => $"{form.Method} {form.Path}").Order());

    [Fact]
    public void The_other_paths_are_those_the_listener_serves_beside_it()
    {
        ApiOperation[] others = [.. ApiDocument.Operations.Where(operation => !operation.Path.StartsWith("/v1/", StringComparison.Ordinal))];
        others.Select(operation => operation.Path).Order().ShouldBe(Plain);
        others.ShouldAllBe(operation => operation.Method == "GET" && operation.Scope == null);
    }

    [Fact]
    public void Calls_that_write_need_the_scope_write_and_the_others_read()
    {
        foreach (ControlForm form in Forms())
            ApiDocument.Operations.Single(one => one.Method == form.Method && one.Path == form.Path).Scope.ShouldBe(form.Writes ? "write" : "read", form.Path);
    }

    [Theory]
    [InlineData("Router")]
    [InlineData("Deployment")]
    [InlineData("Key")]
    public void What_can_be_asked_for_is_what_the_schema_has(string schema)
    {
        FieldTree printed = schema switch
        {
            "Router" => RouterPrinter.Fields,
            "Deployment" => DeploymentPrinter.Fields,
            _ => KeyPrinter.Fields,
        };
        ApiDocument.PathsOf(ApiDocument.Schema(schema)).Order().ShouldBe(printed.Paths.Order());
    }

    [Fact]
    public void A_new_key_is_a_key_and_what_it_is() =>
        ApiDocument.PathsOf(ApiDocument.Schema("NewKey")).Order().ShouldBe(KeyPrinter.Fields.Paths.Append("key").Order());

    [Fact]
    public void Every_operation_has_an_id_of_its_own_and_a_group()
    {
        ApiDocument.Operations.Select(operation => operation.Id).ShouldBeUnique();
        string[] tags = [.. ApiDocument.Root.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()!)];
        ApiDocument.Operations.ShouldAllBe(operation => tags.Contains(operation.Element.GetProperty("tags")[0].GetString()!));
    }

    [Fact]
    public void Every_place_in_a_path_is_a_parameter()
    {
        foreach (ApiOperation operation in ApiDocument.Operations)
        {
            IEnumerable<string> places = Regex.Matches(operation.Path, @"\{(\w+)\}").Select(match => match.Groups[1].Value);
            operation.Parameters.Where(parameter => parameter.GetProperty("in").ValueEquals("path")).Select(parameter => parameter.GetProperty("name").GetString()!)
                .ShouldBe(places, operation.Id);
        }
    }

    [Fact]
    public void The_paths_of_fields_lead_to_them()
    {
        FieldTree tree = FieldTree.Of("a", "b.c", "b.d.e");
        tree.Paths.ShouldBe(["a", "b", "b.c", "b.d", "b.d.e"]);
        tree.Paths.ShouldAllBe(path => tree.Find(path) != null);
    }

    private static IReadOnlyList<ControlForm> Forms()
    {
        var place = new DocumentPlace("/", _ => null);
        var routing = new RoutingState(new EdgeConfig(), place, keepsDocuments: false, _ => throw new InvalidOperationException("nothing is deployed"), TimeProvider.System);
        return [.. ControlSetup.Create(new ListenConfig(), routing, null, place, null, TimeProvider.System).Forms];
    }
}
