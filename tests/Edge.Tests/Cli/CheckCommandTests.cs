using System.CommandLine;
using Edge.Cli;

namespace Edge.Tests.Cli;

public sealed class CheckCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-check-").FullName;

    private string FilePath => Path.Combine(_folder, "edge.json");

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void Five_mistakes_print_five_errors_with_their_places_and_a_count()
    {
        (int code, string output, string error) = Check("""
            {
              "listen": { "data": "localhost:8080" },
              "deployments": [
                { "id": "Llama", "endpoints": [ { "url": "http://h", "replicas": -1 } ] },
              ],
              "routers": [ { "id": "r", "deployments": [ "llama" ], "stategy": "evenLoad" } ],
            }
            """);
        code.ShouldBe(1);
        output.ShouldBeEmpty();
        string[] lines = error.TrimEnd().Split(Environment.NewLine);
        lines.Length.ShouldBe(6);
        lines[0].ShouldStartWith($"{FilePath}:2:23: /listen/data: 'data' is not an IP address with a port. Write one such as ");
        lines[1].ShouldStartWith($"{FilePath}:4:13: /deployments/0/id: 'id' is not an id. ");
        lines[2].ShouldStartWith($"{FilePath}:4:70: /deployments/0/endpoints/0/replicas: 'replicas' is out of range. ");
        lines[3].ShouldStartWith($"{FilePath}:6:46: /routers/0/deployments/0: account 'default' has no deployment 'llama'. ");
        lines[4].ShouldBe($"{FilePath}:6:57: /routers/0/stategy: 'stategy' is not a known property. Did you mean 'strategy'?");
        lines[5].ShouldBe("5 errors");
    }

    [Fact]
    public void A_good_file_prints_one_line()
    {
        (int code, string output, string error) = Check("""
            {
              "deployments": [ { "id": "a", "endpoints": [ { "url": "http://h", "replicas": 2 }, { "url": "http://i" } ] } ],
              "routers": [ { "id": "r", "deployments": [ "a" ] } ],
            }
            """);
        code.ShouldBe(0);
        output.TrimEnd().ShouldBe($"{FilePath}: good. 1 deployment, 3 replicas, 1 router, 0 keys, callers without a key are 'default'; listens on 127.0.0.1:8080 (data), 127.0.0.1:8081 (control)");
        error.ShouldBeEmpty();
    }

    [Fact]
    public void Warnings_are_printed_and_leave_the_file_good()
    {
        (int code, string output, string error) = Check("""{ "listen": { "data": "0.0.0.0:80" }, "anonymous": "default" }""");
        code.ShouldBe(0);
        output.ShouldNotBeEmpty();
        error.ShouldStartWith($"{FilePath}:1:52: warning: /anonymous: whoever reaches 'data' (0.0.0.0:80) may call without a key. ");
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_another_exit_code()
    {
        (int code, string output, string error) = Run();
        code.ShouldBe(2);
        output.ShouldBeEmpty();
        error.ShouldStartWith($"{FilePath}: the file cannot be read: it does not exist. ");
    }

    [Fact]
    public void Nothing_in_a_file_acts_on_the_terminal()
    {
        (_, _, string error) = Check("""{ "\u001b[2J\r\n": 1 }""");
        error.ShouldContain("/\\u001B[2J\\u000D\\u000A: ");
        error.TrimEnd().ShouldNotContain("\u001b");
    }

    [Fact]
    public void More_errors_than_are_listed_are_counted_as_such()
    {
        (_, _, string error) = Check("{ \"keys\": [" + string.Join(',', Enumerable.Repeat("0", 300)) + "] }");
        error.TrimEnd().ShouldEndWith("200 errors or more");
    }

    private (int Code, string Output, string Error) Check(string document)
    {
        File.WriteAllText(FilePath, document);
        return Run();
    }

    private (int Code, string Output, string Error) Run()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var root = new RootCommand { CheckCommand.Create() };
        int code = root.Parse(["check", FilePath]).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
