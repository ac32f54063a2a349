using System.Text;

namespace EdgeCnn.Agent.Tests.Configuration;

/// <summary>A configuration with every member; it wants a file <c>token</c> beside it.</summary>
internal static class SampleConfig
{
    public static byte[] Whole => Encoding.UTF8.GetBytes($$"""
        {
          // Every member.
          "device": "porch",
          "model": "{{SampleModel.Model}}",
          "camera": "synthetic", "framesPerSecond": 12.5, "loop": true,
          "kernels": "portable", "threads": 2,
          "page": { "enabled": true, "listen": "0.0.0.0", "port": 8081, "tokenFile": "token" },
          "trigger": { "pin": "GPIO27", "activeLow": true, "bias": "pull-up", "debounceMs": 30 },
          "decisions": {
            "temperature": 1.5, "smoothingSeconds": 0.4, "enter": 0.7, "leave": 0.5, "margin": 0.2, "frames": 3, "holdSeconds": 0.3,
            "classes": { "3": { "enter": 0.9, "leave": 0.8 } }
          },
          "actions": [
            { "type": "pin", "pin": "pinctrl-rp1:17", "mode": "latch", "activeLow": true, "bias": "none", "seconds": 1, "on": ["3", "unknown"] },
            { "type": "webhook", "url": "https://example.org/x", "tokenFile": "token", "timeoutSeconds": 3, "attempts": 2, "when": "enter" },
            { "type": "mqtt", "host": "broker.local", "port": 8883, "topic": "home/door", "qos": 1, "credentialsFile": "token", "when": "both" },
            { "type": "log", "file": "e.jsonl", "maxBytes": 4096, "files": 2, "sync": true },
            { "type": "snapshot", "folder": "snapshots", "maxFiles": 10, "maxBytes": 1000000, "everySeconds": 2 }
          ],
          "log": { "decisions": "all", "top": 5 },
          "watchdog": { "seconds": 20 },
          "limits": { "queue": 32, "stopSeconds": 3.5 }
        }
        """);
}
