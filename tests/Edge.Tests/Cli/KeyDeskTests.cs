using System.CommandLine;
using System.Text;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using ConfigSync.Stores;
using ConfigSync.Sync;
using Edge.Cli;

namespace Edge.Tests.Cli;

/// <summary>Keys in a store, from their making to their end.</summary>
public sealed class KeyDeskTests : IDisposable
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes(new string('s', 32));
    private static readonly ResourceKey App = new(ResourceKind.Key, "acme", "app");

    private readonly string _folder = Directory.CreateTempSubdirectory("edge-keys-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task A_key_that_was_made_lets_its_caller_in_and_is_written_nowhere()
    {
        (await WorkAsync(desk => desk.CreateAsync(App, KeyScopes.Inference, CancellationToken.None))).ShouldBe(0, _error.ToString());
        string key = _output.ToString().TrimEnd();

        key.ShouldStartWith("edge-");
        key.Length.ShouldBe("edge-".Length + 43);
        (await AccountOfAsync(key, Secret)).ShouldBe("acme");
        (await AccountOfAsync(key + "x", Secret)).ShouldBeNull();
        (await AccountOfAsync(key, Encoding.ASCII.GetBytes(new string('t', 32)))).ShouldBeNull("another secret makes other hashes");
        foreach (string file in Directory.EnumerateFiles(_folder))
            (await File.ReadAllTextAsync(file)).ShouldNotContain(key);
        _error.ToString().ShouldNotContain(key);
    }

    [Fact]
    public async Task Without_the_secret_the_state_says_so_and_nobody_gets_in()
    {
        await WorkAsync(desk => desk.CreateAsync(App, KeyScopes.Inference, CancellationToken.None));
        RoutingState state = await ApplyAsync(null);

        ResourceStatus status = state.Find(App).ShouldNotBeNull();
        status.State.ShouldBe(ResourceState.NotReady);
        status.Reason.ShouldContain("EDGE_KEY_SECRET");
        state.Snapshots.Current.Authenticate(Encoding.ASCII.GetBytes(_output.ToString().TrimEnd())).ShouldBeNull();
        state.Snapshots.Current.ChecksKeys.ShouldBeTrue("callers are not let in as if there were no keys");
    }

    [Fact]
    public async Task A_key_without_the_scope_calls_no_models()
    {
        await WorkAsync(desk => desk.CreateAsync(App, KeyScopes.Read | KeyScopes.Write, CancellationToken.None));
        (await AccountOfAsync(_output.ToString().TrimEnd(), Secret)).ShouldBeNull();
    }

    [Fact]
    public async Task A_rotated_key_is_another_with_the_same_rights_and_the_old_one_ends()
    {
        await WorkAsync(desk => desk.CreateAsync(App, KeyScopes.Inference | KeyScopes.Read, CancellationToken.None));
        string old = _output.ToString().TrimEnd();
        _output.GetStringBuilder().Clear();

        (await WorkAsync(desk => desk.RotateAsync(App, CancellationToken.None))).ShouldBe(0, _error.ToString());
        string next = _output.ToString().TrimEnd();
        next.ShouldNotBe(old);
        (await AccountOfAsync(old, Secret)).ShouldBeNull();
        (await AccountOfAsync(next, Secret)).ShouldBe("acme");
        _output.GetStringBuilder().Clear();
        await WorkAsync(desk => desk.ListAsync(CancellationToken.None));
        _output.ToString().ShouldContain("accounts/acme/keys/app  read,inference  20");
    }

    [Fact]
    public async Task A_revoked_key_lets_nobody_in()
    {
        await WorkAsync(desk => desk.CreateAsync(App, KeyScopes.Inference, CancellationToken.None));
        (await WorkAsync(desk => desk.RevokeAsync(App, CancellationToken.None))).ShouldBe(0, _error.ToString());
        (await AccountOfAsync(_output.ToString().TrimEnd(), Secret)).ShouldBeNull();
        (await WorkAsync(desk => desk.RevokeAsync(App, CancellationToken.None))).ShouldBe(2);
        _error.ToString().ShouldContain("does not exist");
    }

    [Fact]
    public async Task An_id_that_is_taken_or_none_is_refused()
    {
        await WorkAsync(desk => desk.CreateAsync(App, KeyScopes.Inference, CancellationToken.None));
        (await WorkAsync(desk => desk.CreateAsync(App, KeyScopes.Inference, CancellationToken.None))).ShouldBe(2);
        _error.ToString().ShouldContain("exists already");
        (await WorkAsync(desk => desk.CreateAsync(App with { Id = "No Id" }, KeyScopes.Inference, CancellationToken.None))).ShouldBe(2);
        _error.ToString().ShouldContain("is not an id");
        (await WorkAsync(desk => desk.RotateAsync(App with { Id = "none" }, CancellationToken.None))).ShouldBe(2);
    }

    [Fact]
    public async Task Without_a_secret_no_key_is_made()
    {
        await using var store = new FileStore(_folder, TimeProvider.System);
        (await new KeyDesk(store, null, _output, _error).CreateAsync(App, KeyScopes.Inference, CancellationToken.None)).ShouldBe(2);
        _error.ToString().ShouldContain("openssl rand -hex 32");
        Directory.EnumerateFiles(_folder, "key.*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_configuration_without_a_store_has_no_keys_to_work_on()
    {
        string config = Path.Combine(_folder, "edge.json");
        await File.WriteAllTextAsync(config, "{}");
        var io = new InvocationConfiguration { Output = _output, Error = _error };
        (await KeysCommand.Create().Parse($"list --config {config}").InvokeAsync(io)).ShouldBe(2);
        _error.ToString().ShouldContain("names no 'store'");
    }

    private async Task<int> WorkAsync(Func<KeyDesk, Task<int>> work)
    {
        await using var store = new FileStore(_folder, TimeProvider.System);
        return await work(new KeyDesk(store, Secret, _output, _error));
    }

    private async Task<string?> AccountOfAsync(string key, byte[] secret) =>
        (await ApplyAsync(secret)).Snapshots.Current.Authenticate(Encoding.ASCII.GetBytes(key))?.Id;

    /// <summary>What an edge with this secret makes of the folder.</summary>
    private async Task<RoutingState> ApplyAsync(byte[]? secret)
    {
        var state = new RoutingState(new EdgeConfig(), new DocumentPlace(_folder, _ => null), false, _ => new Unbound(), TimeProvider.System, secret);
        await using var store = new FileStore(_folder, TimeProvider.System);
        await foreach (StoreEvent news in store.WatchAsync(CancellationToken.None))
        {
            if (news is StoreEntry entry)
                state.Put(entry).ShouldBeNull();
            if (news is StoreSynced)
                break;
        }
        state.Publish();
        return state;
    }

    private sealed class Unbound : DeploymentState;
}
