namespace Edge.Tests.Cli.Client;

/// <summary>Words that a shell offers.</summary>
public sealed class CompletionTests : IAsyncLifetime
{
    private ClientHost _client = null!;

    public async Task InitializeAsync() => _client = await ClientHost.StartAsync();

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Theory]
    [InlineData("bash", "complete -o default -F _edge edge")]
    [InlineData("zsh", "compdef _edge edge")]
    [InlineData("fish", "complete -c edge")]
    public async Task A_script_asks_the_program(string shell, string registration)
    {
        (await _client.RunAsync($"completion {shell}")).ShouldBe(0);
        _client.Output.ShouldContain(registration);
        _client.Output.ShouldContain("[suggest:");
    }

    [Fact]
    public async Task Another_shell_is_refused()
    {
        (await _client.RunAsync("completion csh")).ShouldBe(2);
        _client.Error.ShouldContain("csh");
    }

    [Theory]
    [InlineData("rou", "router")]
    [InlineData("router ", "create update list get delete")]
    [InlineData("router create --strategy ", "weighted-random even-load")]
    [InlineData("deployment create m --dis", "--discovery-dns --discovery-port --discovery-interval --display-name")]
    [InlineData("router list -o ", "text json flag")]
    public async Task The_program_answers_with_the_words_that_fit(string line, string words)
    {
        (await _client.RunAsync($"[suggest:{line.Length}]", line)).ShouldBe(0, _client.Error);
        string[] found = _client.Output.Split(Environment.NewLine);
        foreach (string word in words.Split(' '))
            found.ShouldContain(word);
    }
}
