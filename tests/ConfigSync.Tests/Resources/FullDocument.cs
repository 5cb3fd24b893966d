namespace ConfigSync.Tests.Resources;

/// <summary>A document that uses every property, none with its default.</summary>
internal static class FullDocument
{
    internal const string Text = """
        // Everything there is.
        {
          "$schema": "edge.schema.json",
          "listen": {
            "data": "127.0.0.1:1080", "h2c": "[::1]:1081", /* both kinds */
            "tls": { "address": "0.0.0.0:8443", "certificate": "tls.crt", "key": "tls.key" },
            "control": "127.0.0.2:1082", "metrics": "127.0.0.1:1083",
            "cors": { "origins": ["https://App.example.com", "http://localhost:3000"] },
            "trustedProxies": ["10.0.0.0/8", "fd00::/8"],
            "maxBodyBytes": "2GiB", "replayBytes": 4096, "drain": "250ms", "maxBufferedBytes": "3GiB", "drainGrace": "4s",
            "publicControl": true, "driver": "kestrel-http", "loops": 3, "reusePort": true, "maxConnections": 1000,
            "maxLineBytes": 4096, "maxHeadBytes": "64KiB", "maxFields": 50,
          },
          "telemetry": {
            "accessLog": { "file": "logs/access.log", "format": "w3c" }, "details": true,
            "otlp": {
              "endpoint": "https://otlp.example.com/in", "protocol": "http", "headers": { "x-token": "${env:KEY}" }, "traces": false, "metrics": false,
              "sampling": 0.5, "slow": "3s", "serviceName": "edge-test",
            },
          },
          "store": {
            "nats": {
              "servers": ["nats://10.0.0.5:4222", "tls://nats.example.com"], "bucket": "edge_test", "replicas": 3,
              "user": "edge", "password": "${env:KEY}",
              "tls": { "ca": "ca.pem", "certificate": "tls.crt", "key": "tls.key" }, "sharesLoad": false,
            },
            "lastKnownGood": "kept/edge.lkg",
          },
          "deployments": [
            {
              "id": "a", "account": "team", "names": ["gpt-4o", "größer/二"],
              "endpoints": [
                { "url": "http://10.0.0.7:8000", "replicas": 3, "maxConcurrency": 64 },
                { "url": "https://models.example.com/base/v1", "replicas": 0 },
              ],
              "discovery": { "dns": "models.default.svc.cluster.local", "port": 8000, "interval": "5s" },
              "baseModel": "accounts/team/models/m", "provider": "acme",
              "pricing": { "input": 0.9, "output": 2, "cachedInput": 0.1 }, "scores": { "intelligence": 71.5, "math": 80, "coding": null },
              "minReplicaCount": 1, "maxReplicaCount": 5, "desiredReplicaCount": 2, "enableSessionAffinity": true,
              "servedModel": "org/Model", "auth": { "header": "x-api-key", "value": "Bearer ${env:KEY}" }, "ca": "ca.pem",
              "requireEndMark": false, "injectUsage": true, "retryOn": [503, 429],
              "health": {
                "ejectAfter": 3, "ejectTime": "2s", "maxEjectedPercent": 30, "latencyOutlier": 2.5,
                "probe": { "path": "/v1/models?x=1", "interval": "3s", "timeout": "1s", "unhealthyAfter": 4, "healthyAfter": 5 },
              },
              "engineMetrics": { "path": "/stats", "interval": "2s" },
              "timeouts": { "connect": "1s", "firstByte": "2m", "idle": "off", "total": "1h" },
              "limits": { "maxOutstanding": 90, "maxConnections": 7, "maxQueue": 0, "queueTimeout": "3s", "idleConnection": "4s" },
            },
            { "id": "b", "account": "team", "endpoints": [{ "url": "http://[::1]:9000/v2" }] },
          ],
          "routers": [
            {
              "id": "a", "account": "team", "deployments": ["b", "accounts/team/deployments/a"],
              "strategy": "evenLoad", "names": ["both"], "public": true, "model": "accounts/team/models/m", "enableSessionAffinity": true,
            },
          ],
          "keys": [
            { "name": "ci", "hash": "sha256:E2186DBDB1BB4193608605e84f33208765b5693b55edd4f730a719a100eeea6f", "account": "team", "scopes": ["read", "inference"] },
          ],
          "anonymous": "guests",
        }
        """;
}
