using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Edge.EndToEnd.Harness;
using Edge.Tests.Shared;

namespace Edge.EndToEnd.Deploy;

/// <summary>The image and the composition of <c>deploy/docker</c>, as far as they can be judged without a container engine.</summary>
public sealed partial class DockerTests
{
    private static readonly JsonObject Compose = Yaml.Read("deploy/docker/compose.yaml");

    /// <summary>The services of the composition.</summary>
    public static TheoryData<string> Services => [.. Compose["services"]!.AsObject().Select(service => service.Key)];

    [Fact]
    public void The_image_is_built_of_known_instructions_on_images_of_a_version()
    {
        Dockerfile.Instructions.Select(instruction => instruction.Word)
            .ShouldBeSubsetOf(["FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT", "CMD"]);
        foreach ((_, string rest) in Dockerfile.Instructions.Where(instruction => instruction.Word == "FROM"))
            rest.Split(' ')[0].ShouldMatch(PinnedImage().ToString());
    }

    [Fact]
    public void The_image_holds_what_build_publish_makes_and_nothing_of_the_source()
    {
        Dockerfile.Instructions.ShouldContain(instruction => instruction.Word == "RUN" && instruction.Text == "build/publish.sh /app");
        Dockerfile.Image.Where(instruction => instruction.Word == "COPY").ShouldAllBe(copy => copy.Text.StartsWith("--from=build ", StringComparison.Ordinal));
        Dockerfile.Image.ShouldNotContain(instruction => instruction.Word == "RUN");
    }

    [Fact]
    public void The_image_runs_as_a_user_that_owns_its_state_alone()
    {
        string user = Dockerfile.Of("USER");
        user.ShouldMatch(@"^[1-9]\d*:[1-9]\d*$");
        Dockerfile.Image.ShouldContain(instruction => instruction.Word == "COPY" && instruction.Text == $"--from=build --chown={user} /state /var/lib/edge");
    }

    [Fact]
    public async Task The_health_check_of_the_image_is_a_verb_of_the_program()
    {
        string[] health = Dockerfile.Words(Dockerfile.Of("HEALTHCHECK"));
        health[0].ShouldBe(Dockerfile.Words(Dockerfile.Of("ENTRYPOINT")).ShouldHaveSingleItem());
        (int exitCode, string output) = await EdgeProcess.RunAsync(Path.GetTempPath(), arguments: [.. health[1..], "--help"]);
        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public void What_the_build_reads_is_let_through_and_nothing_beside_it()
    {
        string[] lines = Repository.Read("deploy/docker/Dockerfile.dockerignore").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.First(line => line[0] != '#').ShouldBe("*");
        string[] kept = [.. lines.Where(line => line[0] == '!').Select(line => line[1..])];
        foreach (string path in kept)
            Path.Exists(Path.Combine(Repository.Root, path)).ShouldBeTrue(path);
        string[] wanted = ["build", "src", "schemas", "compat/NATS.Client.Core", "global.json", "BannedSymbols.txt", .. Directory.GetFiles(Repository.Root, "Directory.*").Select(path => Path.GetFileName(path))];
        wanted.ShouldBeSubsetOf(kept);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_service_is_hardened_and_says_whether_it_is_well(string name)
    {
        JsonObject service = Compose.At($"services/{name}").ShouldBeOfType<JsonObject>();
        service.Text("read_only").ShouldBe("true");
        service["cap_drop"].Strings().ShouldBe(["ALL"]);
        service["security_opt"].Strings().ShouldBe(["no-new-privileges:true"]);
        service.At("healthcheck/test").Strings()[0].ShouldBe("CMD");
        service.Text("image").ShouldNotBeNull().ShouldMatch(@"^edge:local$|" + PinnedImage());
        foreach (string port in service["ports"].Strings())
            port.ShouldStartWith("127.0.0.1:");
        service.ContainsKey("privileged").ShouldBeFalse();
    }

    [Fact]
    public void The_image_is_built_once_and_before_those_that_use_it()
    {
        var users = Compose["services"]!.AsObject().Where(service => service.Value!.Text("image") == "edge:local").ToDictionary(service => service.Key, service => service.Value!.AsObject());
        string builder = users.Where(service => service.Value.ContainsKey("build")).ShouldHaveSingleItem().Key;
        users.Remove(builder);
        users.Keys.ShouldBe(["edge-1", "edge-2"]);
        foreach (JsonObject service in users.Values)
        {
            service.Text("pull_policy").ShouldBe("never");
            service["depends_on"].ShouldBeOfType<JsonObject>().ContainsKey(builder).ShouldBeTrue();
        }
    }

    [Fact]
    public void What_is_mounted_is_there()
    {
        var volumes = Compose["volumes"]!.AsObject().Select(volume => volume.Key).ToHashSet();
        foreach (string mount in Compose["services"]!.AsObject().SelectMany(service => service.Value!["volumes"].Strings()))
        {
            string source = mount.Split(':')[0];
            if (source[0] == '.')
            {
                Directory.Exists(Path.Combine(Repository.Root, "deploy/docker", source)).ShouldBeTrue(mount);
                mount.ShouldEndWith(":ro");
            }
            else
                volumes.ShouldContain(source);
        }
    }

    [Fact]
    public void Prometheus_asks_the_edges_of_the_composition()
    {
        JsonObject job = Yaml.Read("deploy/prometheus/prometheus.yml")["scrape_configs"].Objects().ShouldHaveSingleItem();
        job.Text("job_name").ShouldBe("edge");
        int metrics = EdgeConfiguration.Read("deploy/docker/edge/edge.json").Metrics;
        job["static_configs"].Objects().ShouldHaveSingleItem()["targets"].Strings().ShouldBe([$"edge-1:{metrics}", $"edge-2:{metrics}"]);
    }

    [Fact]
    public void The_edges_have_time_to_stop()
    {
        EdgeConfiguration configuration = EdgeConfiguration.Read("deploy/docker/edge/edge.json");
        foreach (string edge in new[] { "edge-1", "edge-2" })
        {
            TimeSpan grace = EdgeConfiguration.Duration(Compose.Text($"services/{edge}/stop_grace_period")!);
            grace.ShouldBeGreaterThanOrEqualTo(configuration.Stop + TimeSpan.FromSeconds(5));
        }
    }

    [Fact]
    public void The_edges_ask_the_services_of_the_composition()
    {
        EdgeConfiguration configuration = EdgeConfiguration.Read("deploy/docker/edge/edge.json");
        configuration.Servers.ShouldBe(["nats://nats:4222"]);
        string[] command = Compose.At("services/models/command").Strings();
        command.ShouldContain("9101-9103");
        configuration.Endpoints.ShouldBe([new Uri("http://models:9101"), new Uri("http://models:9102"), new Uri("http://models:9103")]);
    }

    [Theory]
    [InlineData("deploy/docker/edge/edge.json")]
    [InlineData("deploy/kubernetes/base/edge.json")]
    [InlineData("deploy/kubernetes/overlays/fleet/edge.json")]
    public async Task Configurations_are_good(string path)
    {
        (int exitCode, string output) = await EdgeProcess.RunAsync(Repository.Root, [("MY_APP_KEY_SHA256", new string('0', 64))], "check", path);
        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public async Task What_tools_can_check_is_checked() => (await Tool.RunAsync("deploy/check.sh")).ShouldContain("alerts: good");

    [GeneratedRegex(@"^[a-z0-9./-]+:v?\d+\.\d+[a-z0-9.-]*$")]
    private static partial Regex PinnedImage();
}
