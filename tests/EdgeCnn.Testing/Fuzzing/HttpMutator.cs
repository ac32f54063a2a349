using System.Text;

namespace EdgeCnn.Testing.Fuzzing;

/// <summary>Changes of an HTTP/1.1 request that mostly stay a request, so that they reach what answers it.</summary>
/// <remarks>Source: RFC 9112, "HTTP/1.1"; §11.2 and §6.3 for what requests are smuggled with.</remarks>
public static class HttpMutator
{
    private static readonly string[] Lines =
    [
        "Content-Length: 0", "Content-Length: 7", "Content-Length: -1", "Content-Length: 99999999999999999999", "Content-Length: 4, 5", "Transfer-Encoding: chunked",
        "Transfer-Encoding: gzip, chunked", "Transfer-Encoding : chunked", "Expect: 100-continue", "Connection: upgrade", "Upgrade: h2c", "Upgrade: websocket", "Host: a\r\nHost: b", "Host:",
        "Cookie: =;=;;a=b; edgecnn-8080=\"", "Authorization: Bearer", "Authorization: Bearer \u0001", "Origin: null", "Origin: http://[", "Range: bytes=0-", "Accept-Encoding: identity;q=0",
        " folded: line", ":", "X: \0", "Content-Type: application/json; charset=utf-7",
    ];

    private static readonly string[] Targets =
    [
        "/", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/page.css%00", "//evil.example/", "http://evil.example/", "*", "/%", "/%ff", "/?token=", "/?token=a&token=b",
        "/held.png?id=-1", "/held.png?id=99999999999999999999", "/held.png?id=1", "/frame.jpg?n=%00", "/metrics?token=%ZZ", "/events", "/layers", "/login?token=x", "/hold", "/save", "evil:1", "/a b",
    ];

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "OPTIONS", "CONNECT", "TRACE", "get", "G\0T", "PRI", new('M', 300)];

    /// <summary>One to three changes; some take parts of another request.</summary>
    public static byte[] Mutate(Random random, byte[] request, byte[] other)
    {
        for (int changes = random.Next(1, 4); changes > 0; changes--)
            request = Change(random, request, other);
        return request;
    }

    private static byte[] Change(Random random, byte[] request, byte[] other)
    {
        if (random.Next(4) == 0)
            return ByteMutator.Mutate(random, request, other);
        // Latin-1 keeps every byte.
        string text = Encoding.Latin1.GetString(request);
        int head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal), space = text.IndexOf(' ', StringComparison.Ordinal);
        int end = space < 0 ? -1 : text.IndexOf(' ', space + 1);
        if (head < 0 || end < 0)
            return ByteMutator.Mutate(random, request, other);
        string changed = random.Next(9) switch
        {
            0 => Pick(random, Methods) + text[space..],
            1 or 2 => text[..(space + 1)] + Pick(random, Targets) + text[end..],
            3 => text[..(space + 1)] + "/" + new string('a', random.Next(2) == 0 ? random.Next(300) : 20_000) + text[end..],
            4 => text[..head] + "\r\n" + string.Concat(Enumerable.Repeat($"X{random.Next(10)}: {new string('v', random.Next(200))}\r\n", random.Next(300))) + text[(head + 2)..],
            5 => text.Replace("\r\n", random.Next(2) == 0 ? "\n" : "\r", StringComparison.Ordinal),
            6 => text + Encoding.Latin1.GetString(other),
            7 => text + new string('b', random.Next(40_000)),
            _ => text[..head] + "\r\n" + Pick(random, Lines) + text[head..],
        };
        return Encoding.Latin1.GetBytes(changed);
    }

    private static string Pick(Random random, string[] of) => of[random.Next(of.Length)];
}
