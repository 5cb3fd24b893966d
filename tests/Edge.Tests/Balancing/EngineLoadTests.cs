using System.Text;
using Edge.Balancing;

namespace Edge.Tests.Balancing;

public class EngineLoadTests
{
    private const string Vllm = """
        # HELP vllm:num_requests_running Number of requests in model execution batches.
        # TYPE vllm:num_requests_running gauge
        vllm:num_requests_running{engine="0",model_name="meta-llama/Llama {3}"} 7.0
        vllm:num_requests_running{engine="1",model_name="meta-llama/Llama {3}"} 2.0
        vllm:num_requests_waiting{engine="0",model_name="m"} 3.0
        vllm:num_requests_waiting_total 99
        vllm:kv_cache_usage_perc{engine="0",model_name="m"} 0.25
        vllm:kv_cache_usage_perc{engine="1",model_name="m"} 0.5
        http_requests_total{method="GET"} 12.0 1700000000000
        """;

    private static EngineLoad? Read(string text) => EngineLoad.Read(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Metrics_of_vllm_are_read_and_those_of_several_engines_added()
    {
        EngineLoad load = Read(Vllm).ShouldNotBeNull();
        (load.Running, load.Waiting, load.CacheUsage).ShouldBe((9, 3, 0.5));
    }

    [Fact]
    public void So_are_those_of_sglang()
    {
        EngineLoad load = Read("sglang:num_running_reqs{model_name=\"m\"} 4\r\nsglang:num_queue_reqs{model_name=\"m\"} 1\r\nsglang:token_usage 0.97\r\n").ShouldNotBeNull();
        (load.Running, load.Waiting, load.CacheUsage).ShouldBe((4, 1, 0.97));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("vllm:num_requests_running")]
    [InlineData("vllm:num_requests_running{a=\"b\" 1")]
    [InlineData("vllm:num_requests_running -1")]
    [InlineData("vllm:num_requests_running NaN")]
    [InlineData("vllm:num_requests_running 1e300")]
    [InlineData("# vllm:num_requests_running 1")]
    [InlineData("<html>vllm:num_requests_running 1</html>")]
    public void What_says_nothing_is_nothing(string text) => Read(text).ShouldBeNull();

    [Fact]
    public void Cut_anywhere_it_is_read_or_not_and_never_wrong_by_more_than_the_cut()
    {
        for (int length = 0; length <= Vllm.Length; length++)
        {
            if (Read(Vllm[..length]) is { } load)
                load.Running.ShouldBeLessThanOrEqualTo(9);
        }
    }

    [Fact]
    public void What_is_not_this_edges_is_somebody_elses()
    {
        new EngineLoad(5, 2, null).Beside(3).ShouldBe(4);
        new EngineLoad(1, 0, null).Beside(3).ShouldBe(0, "some of its own have not arrived yet");
    }

    [Fact]
    public void A_full_cache_counts_everything_twice()
    {
        new EngineLoad(5, 2, 0.94).Beside(7).ShouldBe(0);
        new EngineLoad(5, 2, 0.95).Beside(7).ShouldBe(7);
        new EngineLoad(0, 0, 1).Beside(0).ShouldBe(1);
    }
}
