using System.Text;
using ConfigSync.Resources;
using Edge.Http1;
using Edge.Tests.Http1;

namespace Edge.Tests.Wire;

/// <summary>The parser of requests against the one in Kestrel: what that refuses, this one refuses too, and in the same words where it can.</summary>
public sealed class KestrelTwinWireTests
{
    // A path that is answered at once, whatever body is said to follow.
    private static readonly string[] Seeds =
    [
        "GET /livez HTTP/1.1\r\nHost: e\r\nContent-Length: 3\r\nX-A: b\r\n\r\nabc",
        "POST /nowhere?a=b HTTP/1.1\r\nHost: e:80\r\nTransfer-Encoding: chunked\r\nConnection: close, x-a\r\n\r\n0\r\n\r\n",
        "POST /nowhere HTTP/1.0\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n",
        "GET http://e/livez?a HTTP/1.1\r\nHost: e\r\nExpect: x\r\n\r\n",
        "\r\nPUT /a%20b HTTP/1.1\r\nHost: [::1]:8080\r\nUser-Agent: x\r\nContent-Type: a/b\r\nX-Empty:\r\n\r\n",
    ];

    private static readonly string[] Splinters =
    [
        "\r\n", "\n", "\r", " ", "\t", ":", ",", "0", "\0", "\x7F", "\xE4", "+", "-", "%00", "%", "?", "#", "/", "@", "[", "]", ".", "x",
        "Host: e\r\n", "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n", "HTTP/1.1", "HTTP/1.0", "HTTP/1.2", "http://e", "POST ",
    ];

    [Fact]
    public async Task What_is_taken_here_Kestrel_takes_as_well()
    {
        const int Seed = 11, Inputs = 600;
        await using WireEdge edge = await StartAsync();
        var random = new Random(Seed);
        var parser = new RequestHeadParser(new RequestLimits());
        int taken = 0;
        foreach (string head in Seeds.Concat(Enumerable.Range(0, Inputs).Select(_ => Mutate(random))))
        {
            byte[] bytes = Encoding.Latin1.GetBytes(head);
            if (parser.Parse(bytes) != RequestParse.Ok || parser.Form == TargetForm.Other)
                continue;
            using WireConnection client = await edge.ConnectAsync();
            await client.SendAsync(bytes);
            string answer = await client.ReceiveHeadAsync();
            // Every answer of ours has an id; a refusal by Kestrel has none.
            if (!answer.Contains("\r\nx-request-id: ", StringComparison.Ordinal))
                Assert.Fail($"seed {Seed}\n{head}\n{answer}");
            taken++;
        }
        taken.ShouldBeInRange(Inputs / 5, Inputs * 4 / 5);
    }

    [Fact]
    public async Task What_both_refuse_has_the_same_status()
    {
        await using WireEdge edge = await StartAsync();
        string[] large =
        [
            "GET /".PadRight(9000, 'a') + " HTTP/1.1\r\n\r\n",
            ("GET / HTTP/1.1\r\nHost: e\r\nX: ").PadRight(40_000, 'a') + "\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: e\r\n" + string.Concat(Enumerable.Repeat("X: a\r\n", 100)) + "\r\n",
        ];
        // Kestrel answers the preface of HTTP/2 in frames.
        IEnumerable<string> small = RequestHeads.Refused.Select(r => r.Head)
            .Where(head => !head.StartsWith("PRI", StringComparison.Ordinal) && RequestOracle.IsWhole(Encoding.Latin1.GetBytes(head)));
        foreach (string head in small.Concat(large))
        {
            RequestReading reading = RequestReading.Of(head);
            reading.Step.ShouldBe(RequestParse.Refused, head);
            using WireConnection client = await edge.ConnectAsync();
            await client.SendAsync(head);
            string answer = await client.ReceiveHeadAsync();
            // A version that is no version is an unknown one to Kestrel.
            bool unknown = reading.Flaw == RequestFlaw.Line && answer.StartsWith("HTTP/1.1 505 ", StringComparison.Ordinal);
            if (!unknown && !answer.Contains("\r\nx-request-id: ", StringComparison.Ordinal))
                answer.ShouldStartWith($"HTTP/1.1 {reading.Status} ", Case.Sensitive, head);
        }
    }

    private static Task<WireEdge> StartAsync() => WireEdge.ListenAsync(listen => listen with { Driver = ListenDriver.KestrelHttp });

    private static string Mutate(Random random)
    {
        string text = Seeds[random.Next(Seeds.Length)];
        for (int n = random.Next(1, 3); n > 0; n--)
        {
            int at = random.Next(text.Length + 1), length = Math.Min(random.Next(4), text.Length - at);
            text = random.Next(4) == 0 ? text.Remove(at, length) : text.Insert(at, Splinters[random.Next(Splinters.Length)]);
        }
        return text;
    }
}
