namespace Edge.Tests.Control.Contract;

/// <summary>Which way requests would go.</summary>
internal static class ExplainCases
{
    internal static readonly Dictionary<string, string> Scripts = new()
    {
        ["a router is explained"] = """
            POST routers?routerId=r {"deployments":["d1","d2"]} -> 200
            POST routers/r:explain {} -> 200 {"model":"accounts/@/routers/r","leadsTo":"accounts/@/routers/r","because":"it is its full name","strategy":"weightedRandom","sessionAffinity":false,"candidates":[{"deployment":"accounts/@/deployments/d1","url":"http://127.0.0.1:9/","replicas":3,"share":0.6,"outstanding":0,"upstreamModel":"accounts/@/models/m"},{"deployment":"accounts/@/deployments/d2","replicas":2,"share":0.4}],"excluded":[],"dryRun":{"requests":1000}}
            """,
        ["a router that does not exist is not explained"] = """
            POST routers/nope:explain {} -> 404 {"code":5,"message":"~leads nowhere"}
            """,
        ["a model is explained"] = """
            POST /v1/accounts/@:explain {"model":"accounts/@/models/m"} -> 200 {"leadsTo":"accounts/@/deployments/d1","because":"it is a model that is served here"}
            POST /v1/accounts/@:explain {"model":"d2"} -> 200 {"leadsTo":"accounts/@/deployments/d2","because":"~id of this deployment"}
            POST /v1/accounts/@:explain {"request":{"model":"@/d2","messages":[]}} -> 200 {"leadsTo":"accounts/@/deployments/d2","because":"~account and the id"}
            POST /v1/accounts/@:explain {"model":"lora#d2"} -> 200 {"leadsTo":"accounts/@/deployments/d2","because":"~behind '#'","candidates":[{"upstreamModel":"lora"}]}
            """,
        ["a model that leads nowhere"] = """
            POST /v1/accounts/@:explain {"model":"nope"} -> 404 {"code":5}
            POST /v1/accounts/@:explain {} -> 400 {"code":3,"message":"~model: it is missing"}
            """,
        ["the public router of another account is its own to explain"] = """
            POST /v1/accounts/@-o/deployments?deploymentId=d {"baseModel":"m","endpoints":[{"url":"http://10.9.9.9:9"}]} -> 200
            POST /v1/accounts/@-o/routers?routerId=r {"deployments":["d"],"public":true} -> 200
            POST /v1/accounts/@-o/routers?routerId=s {"deployments":["d"]} -> 200
            POST /v1/accounts/@:explain {"model":"accounts/@-o/routers/r"} -> 403 {"code":7}
            POST /v1/accounts/@:explain {"model":"accounts/@-o/routers/s"} -> 404 {"code":5}
            """,
        ["what was excluded, and why"] = """
            POST routers?routerId=r {"deployments":["d1","d2"],"evenLoad":{}} -> 200
            PATCH deployments/d1:scale {"replicaCount":0} -> 200
            POST routers/r:explain {"requests":10} -> 200 {"strategy":"evenLoad","candidates":[{"deployment":"accounts/@/deployments/d2","share":1}],"excluded":[{"deployment":"accounts/@/deployments/d1","reason":"the deployment is scaled to zero"}],"dryRun":{"requests":10,"replicas":[{"requests":10}]}}
            """,
        ["even load shares requests out by capacity"] = """
            POST routers?routerId=r {"deployments":["d1","d2"],"evenLoad":{}} -> 200
            POST routers/r:explain {"requests":500} -> 200 {"dryRun":{"requests":500,"replicas":[{"deployment":"accounts/@/deployments/d1","requests":300},{"deployment":"accounts/@/deployments/d2","requests":200}]}}
            """,
        ["a session goes to one replica"] = """
            POST routers?routerId=r {"deployments":["d1"],"enableSessionAffinity":true} -> 200
            POST routers/r:explain {"session":"s","requests":7} -> 200 {"sessionAffinity":true,"dryRun":{"replicas":[{"requests":7}]}}
            POST routers/r:explain {"request":{"user":"u"},"requests":7} -> 200 {"dryRun":{"replicas":[{"requests":7}]}}
            """,
        ["too many requests to share out"] = """
            POST /v1/accounts/@:explain {"model":"d1","requests":100001} -> 400 {"code":3,"message":"~requests"}
            POST /v1/accounts/@:explain {"model":"d1","requests":"many"} -> 400 {"code":3}
            """,
    };
}
