using Edge.Telemetry.Usage;

namespace Edge.Tests.Telemetry.Usage;

/// <summary>Answers as model servers write them: their fields, their order and their spaces, with words of ours, and what they say of tokens.</summary>
internal static class UsageAnswers
{
    /// <summary>Whole JSON documents.</summary>
    internal static readonly (string Name, string Body, UsageFigures Figures)[] Documents =
    [
        ("chat of OpenAI", """
            {
              "id": "chatcmpl-BzQ7", "object": "chat.completion", "created": 1753891200, "model": "gpt-4o-2024-08-06",
              "choices": [ { "index": 0, "message": { "role": "assistant", "content": "The field \"usage\": {\"prompt_tokens\": 1} counts.", "refusal": null, "annotations": [] },
                "logprobs": null, "finish_reason": "stop" } ],
              "usage": {
                "prompt_tokens": 1117,
                "completion_tokens": 46,
                "total_tokens": 1163,
                "prompt_tokens_details": { "cached_tokens": 1024, "audio_tokens": 0 },
                "completion_tokens_details": { "reasoning_tokens": 12, "audio_tokens": 0, "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0 }
              },
              "service_tier": "default",
              "system_fingerprint": "fp_07871e2ad8"
            }
            """, new(1117, 46, 1024, 12, false)),
        ("chat of vLLM", """{"id":"chatcmpl-3f","object":"chat.completion","created":1753891200,"model":"llama","choices":[{"index":0,"message":{"role":"assistant","reasoning_content":null,"content":"Hi","tool_calls":[]},"logprobs":null,"finish_reason":"stop","stop_reason":null}],"usage":{"prompt_tokens":14,"total_tokens":23,"completion_tokens":9,"prompt_tokens_details":null},"prompt_logprobs":null,"kv_transfer_params":null}""", new(14, 9, -1, -1, false)),
        ("chat of SGLang", """{"id":"5b","object":"chat.completion","created":1753891200,"model":"qwen","choices":[{"index":0,"message":{"role":"assistant","content":"Hi","tool_calls":null},"finish_reason":"stop","matched_stop":151645}],"usage":{"prompt_tokens":33,"total_tokens":733,"completion_tokens":700,"prompt_tokens_details":{"cached_tokens":32},"reasoning_tokens":650},"metadata":{"weight_version":"default"}}""", new(33, 700, 32, 650, false)),
        ("chat with what was cached beside the details", """{"id":"c","choices":[{"message":{"content":"x"}}],"usage":{"prompt_tokens":80,"completion_tokens":2,"total_tokens":82,"cached_tokens":64}}""", new(80, 2, 64, -1, false)),
        ("chat with its usage first", """{"usage":{"prompt_tokens":3,"completion_tokens":4},"choices":[{"message":{"content":"a \\ \"b\" } ]"}}],"id":"x"}""", new(3, 4, -1, -1, false)),
        ("completion", """{"id":"cmpl-1","object":"text_completion","created":1,"model":"m","choices":[{"index":0,"text":"say \\\"usage\\\":","logprobs":null,"finish_reason":"length"}],"usage":{"prompt_tokens":5,"completion_tokens":16,"total_tokens":21}}""", new(5, 16, -1, -1, false)),
        ("embeddings", """{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.0023,-0.0093,-1.5e-05]}],"model":"text-embedding-3-small","usage":{"prompt_tokens":8,"total_tokens":8}}""", new(8, -1, -1, -1, false)),
        ("rerank", """{"id":"r","results":[{"index":1,"relevance_score":0.98}],"usage":{"total_tokens":38}}""", new(38, -1, -1, -1, false)),
        ("response", """
            {"id":"resp_68","object":"response","created_at":1753891200,"status":"completed","error":null,"incomplete_details":null,"instructions":null,"model":"gpt-4.1",
            "output":[{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Once.","annotations":[]}]}],
            "tools":[{"type":"function","name":"f","parameters":{"type":"object","properties":{"usage":{"type":"object","properties":{"input_tokens":{"type":"integer"}}}}},"strict":true}],
            "top_p":1.0,"truncation":"disabled","usage":{"input_tokens":36,"input_tokens_details":{"cached_tokens":0},"output_tokens":87,"output_tokens_details":{"reasoning_tokens":64},"total_tokens":123},
            "user":null,"metadata":{"usage":"input_tokens","team":"\\"}}
            """, new(36, 87, 0, 64, false)),
        ("message of Anthropic", """{"id":"msg_01","type":"message","role":"assistant","model":"claude-sonnet-4","content":[{"type":"text","text":"Hello"},{"type":"tool_use","id":"t","name":"bill","input":{"usage":{"input_tokens":9000,"output_tokens":9000}}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":21,"cache_creation_input_tokens":188,"cache_read_input_tokens":2048,"cache_creation":{"ephemeral_5m_input_tokens":188,"ephemeral_1h_input_tokens":0},"output_tokens":393,"service_tier":"standard"}}""", new(2257, 393, 2048, -1, false)),
        ("chat with the fields of two worlds", """{"choices":[],"usage":{"prompt_tokens":100,"completion_tokens":7,"cache_read_input_tokens":60,"cache_creation_input_tokens":10,"prompt_tokens_details":{"cached_tokens":60}}}""", new(100, 7, 60, -1, false)),
    ];

    /// <summary>Event streams, with the mark they end in.</summary>
    internal static readonly (string Name, string Path, string Body, UsageFigures Figures)[] Streams =
    [
        ("chat of OpenAI", "chat/completions",
            """data: {"id":"c","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}""" + "\n\n"
            + """data: {"id":"c","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"\"usage\":{"},"finish_reason":null}],"usage":null}""" + "\n\n"
            + """data: {"id":"c","object":"chat.completion.chunk","choices":[],"usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}}""" + "\n\n"
            + "data: [DONE]\n\n", new(19, 10, 0, 0, false)),
        ("chat of vLLM with usage in each event", "chat/completions",
            """data: {"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":""}}],"usage":{"prompt_tokens":7,"total_tokens":7,"completion_tokens":0}}""" + "\r\n\r\n"
            + """data: {"id":"c","choices":[{"index":0,"delta":{"content":"a"}}],"usage":{"prompt_tokens":7,"total_tokens":8,"completion_tokens":1}}""" + "\r\n\r\n"
            + """data: {"id":"c","choices":[{"index":0,"delta":{"content":"b"},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"total_tokens":9,"completion_tokens":2}}""" + "\r\n\r\n"
            + "data: [DONE]\r\n\r\n", new(7, 2, -1, -1, false)),
        ("chat with its usage in a field of the server's own", "chat/completions",
            """data:{"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x_groq":{"id":"req","usage":{"queue_time":0.02,"prompt_tokens":18,"prompt_time":0.0004,"completion_tokens":5,"total_tokens":23}}}""" + "\n\ndata:[DONE]\n\n", new(18, 5, -1, -1, false)),
        ("response", "responses",
            "event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"resp_1\",\"status\":\"in_progress\",\"usage\":null}}\n\n"
            + "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"\\\"usage\\\"\"}\n\n"
            + "event: response.completed\ndata: {\"type\":\"response.completed\",\"sequence_number\":2,\"response\":{\"id\":\"resp_1\",\"status\":\"completed\",\"output\":[{\"content\":[{\"text\":\"usage\"}]}],\"usage\":{\"input_tokens\":37,\"input_tokens_details\":{\"cached_tokens\":5},\"output_tokens\":11,\"output_tokens_details\":{\"reasoning_tokens\":3},\"total_tokens\":48},\"user\":null,\"metadata\":{}}}\n\n", new(37, 11, 5, 3, false)),
        ("response that was cut by its limit", "responses",
            "data: {\"type\":\"response.output_text.delta\",\"delta\":\"x\"}\n\ndata: {\"response\":{\"usage\":{\"input_tokens\":4,\"output_tokens\":1}},\"type\":\"response.incomplete\"}\n\nevent: response.incomplete\ndata: {}\n\n", new(4, 1, -1, -1, false)),
        ("message of Anthropic", "messages",
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":25,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":100,\"output_tokens\":1}}}\n\n"
            + "event: ping\ndata: {\"type\": \"ping\"}\n\n"
            + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello\"}}\n\n"
            + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":15}}\n\n"
            + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n", new(125, 15, 100, -1, false)),
        ("data of several lines", "chat/completions",
            "\uFEFF: \"usage\":{\"prompt_tokens\":1}\n\nid: 1\ndata: {\ndata: \"choices\": [],\ndata:   \"usage\"\ndata: : {\"prompt_tokens\": 6,\n: between\ndata:     \"completion_tokens\": 2 }\ndata:}\n\ndata: [DONE]\n\n", new(6, 2, -1, -1, false)),
        ("carriage returns", "chat/completions", "data: {\"usage\":{\"prompt_tokens\":6,\"completion_tokens\":2}}\r\rdata: [DONE]\r\r", new(6, 2, -1, -1, false)),
    ];
}
