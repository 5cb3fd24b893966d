using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Edge.Mock;

/// <summary><c>edge mock --help</c>: the flags, and behind them what is no flag.</summary>
internal sealed class MockHelp : SynchronousCommandLineAction
{
    private const string More = """
        It answers chat/completions (with tools), completions, embeddings, responses, moderations, rerank, score, models
        and Anthropic's messages, whole or streamed, under any prefix, at the speed you ask for. Answers repeat the
        request's model and name the replica (x-mock-replica, x-mock-port, x-mock-body-bytes). A "user" in a request for chat
        or completions comes back in the answer and in each event, so that a client can tell answers apart.

        Examples:
          edge mock                                        one replica on port 9101
          edge mock --ports 9101-9104                      four replicas
          edge mock --first-token 1s --tokens-per-second 20 --tokens 400 --jitter 20%
          edge mock --max-concurrency 4 --queue            four at once, the others wait
          edge mock --fault status=503:5% --fault cut-events=10,reset:1%
          curl localhost:9101/v1/chat/completions -d '{"model":"m","messages":[{"role":"user","content":"hi"}],"stream":true}'

        Faults, for --fault and for the request field x-mock-fault, which wins (comma: together, colon: how often):
          status=503            answers with this status        hang                 never answers
          hang-after=5          goes silent after 5 events      slow=2s              waits so long between events
          cut-bytes=100         cuts after 100 body bytes       cut-events=5         cuts after 5 events
          reset                 cuts with RST instead of FIN    close-before-answer  closes instead of answering
          malformed-head        answers with a broken head      no-end-mark          ends a stream without its end mark
          early-answer          answers before the body is read late=2s              begins its answer so much later
          none                  nothing, whatever --fault says

        Other request fields: x-mock-tokens: 100, x-mock-first-token: 1s, x-mock-tokens-per-second: 20, and
        x-mock-size: 100000 (bytes of a JSON answer).

        What a replica received: GET /mock/stats, GET /mock/requests (the last 256), POST /mock/reset. POST /mock/fault says what
        it plays from the next request on in place of --fault, one fault a line; an empty body ends that:
          curl localhost:9101/mock/fault -d status=500:5%
        """;

    /// <inheritdoc/>
    public override bool Terminating => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int result = new HelpAction().Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(More);
        return result;
    }
}
