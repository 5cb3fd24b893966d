namespace Edge.Tests.Control.Contract;

/// <summary>Deployments.</summary>
internal static class DeploymentCases
{
    internal static readonly Dictionary<string, string> Scripts = new()
    {
        ["bare: a deployment is created with all its fields"] = """
            POST deployments?deploymentId=d {"displayName":"D","description":"Words.","baseModel":"accounts/@/models/m","minReplicaCount":1,"maxReplicaCount":4,"placement":{"region":"EU_1"},"enableSessionAffinity":true,"names":["gpt"],"endpoints":[{"url":"http://127.0.0.1:9/v1","replicas":2,"maxConcurrency":8},{"url":"http://127.0.0.1:10"}],"provider":"acme","servedModel":"org/M","timeouts":{"connect":"1s","idle":"off"},"limits":{"maxQueue":5}} -> 200 {"name":"accounts/@/deployments/d","displayName":"D","description":"Words.","createTime":"*","updateTime":"*","createdBy":"local","state":"READY","status":{"code":"OK","message":""},"baseModel":"accounts/@/models/m","minReplicaCount":1,"maxReplicaCount":4,"desiredReplicaCount":3,"replicaCount":3,"replicaStats":{"readyReplicaCount":3},"placement":{"region":"EU_1","multiRegion":"","regions":[]},"region":"EU_1","enableSessionAffinity":true,"names":["gpt"],"endpoints":[{"url":"http://127.0.0.1:9/v1","replicas":2,"maxConcurrency":8},{"url":"http://127.0.0.1:10","replicas":1,"maxConcurrency":null}],"provider":"acme","servedModel":"org/M","auth":null,"timeouts":{"connect":"1000ms","idle":"off"},"limits":{"maxQueue":5}}
            """,
        ["bare: unset fields print"] = """
            POST deployments?deploymentId=d {"baseModel":"m","endpoints":[{"url":"http://127.0.0.1:9"}]} -> 200 {"displayName":"","description":"","minReplicaCount":0,"maxReplicaCount":1,"desiredReplicaCount":1,"placement":null,"region":"","enableSessionAffinity":false,"names":[],"discovery":null,"provider":"","servedModel":""}
            """,
        ["bare: a random id"] = """
            POST deployments {"baseModel":"m","endpoints":[{"url":"http://127.0.0.1:9"}]} -> 200 {"name":"~accounts/@/deployments/"}
            """,
        ["bare: a bad id"] = """
            POST deployments?deploymentId=D {"baseModel":"m","endpoints":[{"url":"http://127.0.0.1:9"}]} -> 400 {"code":3,"message":"~deploymentId: 'D'"}
            """,
        ["an id that exists already"] = """
            POST deployments?deploymentId=d1 {"baseModel":"m","endpoints":[{"url":"http://127.0.0.1:9"}]} -> 409 {"code":6}
            """,
        ["bare: no base model"] = """
            POST deployments?deploymentId=d {"endpoints":[{"url":"http://127.0.0.1:9"}]} -> 400 {"code":3,"message":"~baseModel: it is missing"}
            """,
        ["bare: a base model that is another resource"] = """
            POST deployments?deploymentId=d {"baseModel":"accounts/@/routers/r","endpoints":[{"url":"http://127.0.0.1:9"}]} -> 400 {"code":3,"message":"~'baseModel' is not the name of a model"}
            """,
        ["bare: no endpoints"] = """
            POST deployments?deploymentId=d {"baseModel":"m"} -> 400 {"code":3,"message":"~'endpoints' is missing"}
            """,
        ["bare: endpoints that are empty"] = """
            POST deployments?deploymentId=d {"baseModel":"m","endpoints":[]} -> 400 {"code":3,"message":"~'endpoints' is empty"}
            """,
        ["bare: an endpoint without a url"] = """
            POST deployments?deploymentId=d {"baseModel":"m","endpoints":[{"replicas":1}]} -> 400 {"code":3,"message":"~'url' is missing"}
            """,
        ["bare: an endpoint that is no URL"] = """
            POST deployments?deploymentId=d {"baseModel":"m","endpoints":[{"url":"ftp://x"}]} -> 400 {"code":3,"message":"~'url' is not an http:// or https:// URL"}
            """,
        ["bare: an endpoint twice"] = """
            POST deployments?deploymentId=d {"baseModel":"m","endpoints":[{"url":"http://127.0.0.1:9"},{"url":"http://127.0.0.1:9"}]} -> 400 {"code":3,"message":"~again"}
            """,
        ["bare: replicas below zero"] = """
            POST deployments?deploymentId=d {"baseModel":"m","endpoints":[{"url":"http://127.0.0.1:9","replicas":-1}]} -> 400 {"code":3,"message":"~'replicas' is out of range"}
            """,
        ["bare: unknown fields inside are passed over"] = """
            POST deployments?deploymentId=d {"baseModel":"m","acceleratorType":"X","endpoints":[{"url":"http://127.0.0.1:9","zone":"a"}],"placement":{"region":"A","x":1}} -> 200 {"acceleratorType":null}
            """,
        ["bare: bounds the wrong way round"] = """
            POST deployments?deploymentId=d {"baseModel":"m","endpoints":[{"url":"http://127.0.0.1:9"}],"minReplicaCount":3,"maxReplicaCount":2} -> 400 {"code":3,"message":"~'maxReplicaCount' is below 'minReplicaCount'"}
            """,
        ["bare: a bound out of range is told once"] = """
            POST deployments?deploymentId=d {"baseModel":"m","endpoints":[{"url":"http://127.0.0.1:9"}],"minReplicaCount":99999,"maxReplicaCount":5} -> 400 {"code":3,"message":"'minReplicaCount' is out of range. Write a number from 0 to 10000."}
            """,
        ["bare: a bound that is no number"] = """
            POST deployments?deploymentId=d {"baseModel":"m","endpoints":[{"url":"http://127.0.0.1:9"}],"minReplicaCount":"3"} -> 400 {"code":3,"message":"~'minReplicaCount' must be a number"}
            """,
        ["bare: a secret that is not set"] = """
            POST deployments?deploymentId=d {"baseModel":"m","endpoints":[{"url":"http://127.0.0.1:9"}],"auth":{"header":"Authorization","secretRef":"NOPE"}} -> 400 {"code":3,"message":"~__NOPE', which is not set"}
            """,
        ["bare: a secret in the request"] = """
            POST deployments?deploymentId=d {"baseModel":"m","endpoints":[{"url":"http://127.0.0.1:9"}],"auth":{"header":"Authorization","value":"Bearer x"}} -> 400 {"code":3,"message":"~'auth.secretRef' is missing"}
            """,
        ["bare: a reference to the environment in an endpoint"] = """
            POST deployments?deploymentId=d {"baseModel":"m","endpoints":[{"url":"http://${env:HOME}"}]} -> 400 {"code":3,"message":"~'endpoints[0].url' has '${'"}
            """,
        ["bare: prices, scores, health and what is retried"] = """
            POST deployments?deploymentId=d {"baseModel":"m","endpoints":[{"url":"http://127.0.0.1:9"}],"pricing":{"input":0.9,"output":2},"scores":{"math":80.5},"retryOn":[503,429],"health":{"ejectAfter":0}} -> 200 {"pricing":{"input":0.9,"output":2,"cachedInput":null},"scores":{"math":80.5,"coding":null},"retryOn":[429,503],"health":{"ejectAfter":0,"ejectTime":"5000ms","maxEjectedPercent":50}}
            PATCH deployments/d {"health":{"latencyOutlier":3,"probe":{"path":"/v1/models"}},"engineMetrics":{},"limits":{"maxOutstanding":9}} -> 200 {"health":{"ejectAfter":5,"latencyOutlier":3,"probe":{"path":"/v1/models","interval":"5000ms","timeout":"2000ms","unhealthyAfter":3,"healthyAfter":2}},"engineMetrics":{"path":"/metrics","interval":"1000ms"},"limits":{"maxOutstanding":9,"maxConnections":1024}}
            PATCH deployments/d {"health":{"probe":{"path":"health"}}} -> 400 {"code":3,"message":"~'path' is not the path of a URL"}
            PATCH deployments/d {"health":{"latencyOutlier":1.2}} -> 400 {"code":3,"message":"~'latencyOutlier' is out of range"}
            PATCH deployments/d {"health":null,"engineMetrics":null} -> 200 {"health":{"latencyOutlier":0,"probe":null},"engineMetrics":null}
            PATCH deployments/d {"injectUsage":true} -> 200 {"injectUsage":true}
            PATCH deployments/d {"injectUsage":null} -> 200 {"injectUsage":false}
            PATCH deployments/d {"injectUsage":"yes"} -> 400 {"code":3,"message":"~'injectUsage' must be true or false"}
            PATCH deployments/d {"pricing":null,"retryOn":[]} -> 200 {"pricing":null,"scores":{"math":80.5},"retryOn":[]}
            POST deployments?deploymentId=e {"baseModel":"m","endpoints":[{"url":"http://127.0.0.1:9"}],"pricing":{"input":-1}} -> 400 {"code":3,"message":"~'input' is out of range"}
            POST deployments?deploymentId=e {"baseModel":"m","endpoints":[{"url":"http://127.0.0.1:9"}],"retryOn":[200]} -> 400 {"code":3,"message":"~'retryOn[0]' is out of range"}
            """,
        ["bare: discovery in the place of endpoints"] = """
            POST deployments?deploymentId=d {"baseModel":"m","discovery":{"dns":"models.invalid","port":8000,"interval":"5s"}} -> 200 {"discovery":{"dns":"models.invalid","port":8000,"interval":"5000ms"},"endpoints":[]}
            """,
        ["bare: discovery without a port"] = """
            POST deployments?deploymentId=d {"baseModel":"m","discovery":{"dns":"models.invalid"}} -> 400 {"code":3,"message":"~'port' is missing"}
            """,
        ["bare: discovery of no name"] = """
            POST deployments?deploymentId=d {"baseModel":"m","discovery":{"dns":"a b","port":1}} -> 400 {"code":3,"message":"~'dns' is not a name in DNS"}
            """,
        ["bare: validation alone writes nothing"] = """
            POST deployments?deploymentId=d&validateOnly=true {"baseModel":"m","endpoints":[{"url":"http://127.0.0.1:9"}]} -> 200 {"name":"accounts/@/deployments/d","baseModel":"m","state":"CREATING"}
            POST deployments?deploymentId=d&validateOnly=true {"endpoints":[{"url":"http://127.0.0.1:9"}]} -> 400 {"code":3}
            GET deployments/d -> 404 {"code":5}
            """,
        ["validation alone finds what exists"] = """
            POST deployments?deploymentId=d1&validateOnly=true {"baseModel":"m","endpoints":[{"url":"http://127.0.0.1:9"}]} -> 409 {"code":6}
            """,
        ["get a deployment"] = """
            GET deployments/d1 -> 200 {"name":"accounts/@/deployments/d1","replicaCount":3}
            GET deployments/d1?readMask=replicaStats -> 200 {"replicaStats":{"readyReplicaCount":3},"name":null}
            GET deployments/nope -> 404 {"code":5,"message":"~accounts/@/deployments/nope"}
            """,
        ["patch a deployment"] = """
            PATCH deployments/d1 {"displayName":"D","description":"x"} -> 200 {"displayName":"D","description":"x","baseModel":"accounts/@/models/m","endpoints":[{"replicas":3}]}
            PATCH deployments/d1 {"displayName":null} -> 200 {"displayName":"","description":"x"}
            """,
        ["patch a deployment with nothing"] = """
            GET deployments/d1 -> 200
            save time updateTime
            PATCH deployments/d1 {} -> 200 {"updateTime":"{time}"}
            """,
        ["patch endpoints as a whole"] = """
            PATCH deployments/d1 {"endpoints":[{"url":"http://127.0.0.1:11","replicas":1}]} -> 200 {"endpoints":[{"url":"http://127.0.0.1:11","replicas":1}],"replicaCount":1}
            """,
        ["patch without a base model left"] = """
            PATCH deployments/d1 {"baseModel":null} -> 400 {"code":3,"message":"~baseModel"}
            """,
        ["patch of a deployment that does not exist either"] = """
            PATCH deployments/nope {} -> 404 {"code":5}
            """,
        ["patch of an old version of a deployment"] = """
            GET deployments/d1 -> 200
            save tag ETag
            PATCH deployments/d1 if={tag} {"displayName":"1"} -> 200
            PATCH deployments/d1 if={tag} {"displayName":"2"} -> 409 {"code":10}
            """,
        ["both bounds scale"] = """
            PATCH deployments/d1 {"minReplicaCount":1,"maxReplicaCount":1} -> 200 {"desiredReplicaCount":1,"replicaCount":1,"replicaStats":{"readyReplicaCount":1},"state":"READY"}
            PATCH deployments/d1 {"minReplicaCount":0,"maxReplicaCount":0} -> 200 {"desiredReplicaCount":0,"replicaCount":0,"state":"READY"}
            PATCH deployments/d1 {"minReplicaCount":2,"maxReplicaCount":2} -> 200 {"replicaCount":2,"replicaStats":{"readyReplicaCount":2}}
            """,
        ["scale down and up"] = """
            PATCH deployments/d1:scale {"replicaCount":1} -> 200 {"name":null}
            GET deployments/d1 -> 200 {"replicaCount":1,"replicaStats":{"readyReplicaCount":1},"state":"READY","minReplicaCount":0}
            PATCH deployments/d1:scale {"replicaCount":0} -> 200
            GET deployments/d1 -> 200 {"replicaCount":0,"replicaStats":{"readyReplicaCount":0}}
            PATCH deployments/d1:scale {"replicaCount":3} -> 200
            GET deployments/d1 -> 200 {"replicaCount":3,"replicaStats":{"readyReplicaCount":3}}
            """,
        ["scale above what is there"] = """
            PATCH deployments/d1:scale {"replicaCount":5} -> 200
            GET deployments/d1 -> 200 {"maxReplicaCount":5,"replicaCount":5,"replicaStats":{"readyReplicaCount":3},"state":"UPDATING","status":{"message":"~3 of 5"}}
            """,
        ["scale moves the bounds that it crosses"] = """
            PATCH deployments/d1 {"minReplicaCount":2,"maxReplicaCount":3} -> 200
            PATCH deployments/d1:scale {"replicaCount":1} -> 200
            GET deployments/d1 -> 200 {"minReplicaCount":1,"maxReplicaCount":3,"replicaCount":1}
            PATCH deployments/d1:scale {"replicaCount":4} -> 200
            GET deployments/d1 -> 200 {"minReplicaCount":1,"maxReplicaCount":4,"replicaCount":4}
            """,
        ["scale below zero"] = """
            PATCH deployments/d1:scale {"replicaCount":-1} -> 400 {"code":3,"message":"~replicaCount"}
            """,
        ["scale to no number"] = """
            PATCH deployments/d1:scale {"replicaCount":"2"} -> 400 {"code":3}
            PATCH deployments/d1:scale {"replicaCount":1.5} -> 400 {"code":3}
            PATCH deployments/d1:scale {} -> 400 {"code":3}
            """,
        ["scale one that does not exist"] = """
            PATCH deployments/nope:scale {"replicaCount":1} -> 404 {"code":5}
            """,
        ["scale with another method"] = """
            POST deployments/d1:scale {"replicaCount":1} -> 501 {"code":12}
            """,
        ["delete a deployment"] = """
            DELETE deployments/d1 -> 200 {"name":null}
            GET deployments/d1 -> 404 {"code":5}
            """,
        ["delete a deployment that a router names"] = """
            POST routers?routerId=r {"deployments":["d1","d2"]} -> 200
            DELETE deployments/d1 -> 400 {"code":9,"message":"~accounts/@/routers/r leads to accounts/@/deployments/d1","details":[]}
            GET deployments/d1 -> 200
            """,
        ["delete a deployment that a router names, on purpose"] = """
            POST routers?routerId=r {"deployments":["d1","d2"]} -> 200
            DELETE deployments/d1?ignoreChecks=true -> 200
            GET routers/r -> 200 {"deployments":["accounts/@/deployments/d1","accounts/@/deployments/d2"],"state":"READY","status":{"message":"~accounts/@/deployments/d1 does not exist"}}
            """,
        ["delete the only deployment of a router, on purpose"] = """
            POST routers?routerId=r {"deployments":["d1"]} -> 200
            DELETE deployments/d1?ignoreChecks=true -> 200
            GET routers/r -> 200 {"state":"CREATING","status":{"code":"FAILED_PRECONDITION"}}
            POST deployments?deploymentId=d1 {"baseModel":"m","endpoints":[{"url":"http://127.0.0.1:9"}]} -> 200
            GET routers/r -> 200 {"state":"READY"}
            """,
        ["undelete is no call"] = """
            DELETE deployments/d1 -> 200
            POST deployments/d1:undelete {} -> 404 {"code":5}
            """,
        ["a further name that a router has"] = """
            POST routers?routerId=r {"deployments":["d1"],"names":["gpt"]} -> 200
            PATCH deployments/d1 {"names":["gpt"]} -> 400 {"code":3,"message":"~names[0]: 'gpt' is a name of accounts/@/routers/r"}
            """,
    };
}
