using System.Buffers;
using System.Text;
using System.Text.Json;

namespace EdgeCnn.Agent.Page;

/// <summary>The forms of the page's answers, and the headers that all of them have.</summary>
internal static class PageAnswer
{
    /// <summary>Sets what keeps browsers from running, embedding, guessing or storing anything.</summary>
    public static void SetHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        // Without any referrer the browser would not say either where our own form comes from.
        headers["Referrer-Policy"] = "same-origin";
        // Without a token, this alone keeps pages of other sites from showing the camera's picture.
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers.CacheControl = "no-store";
    }

    /// <summary>Answers with text.</summary>
    public static Task Text(HttpContext context, int status, string text, string type = "text/plain")
    {
        context.Response.StatusCode = status;
        return Bytes(context, $"{type}; charset=utf-8", Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Answers with one JSON object.</summary>
    public static Task Json(HttpContext context, int status, Action<Utf8JsonWriter> members)
    {
        context.Response.StatusCode = status;
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return Bytes(context, "application/json; charset=utf-8", buffer.WrittenMemory);
    }

    /// <summary>Answers with a file.</summary>
    public static async Task Bytes(HttpContext context, string type, ReadOnlyMemory<byte> content)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    /// <summary>Reads a small body.</summary>
    /// <returns>Null if it is longer.</returns>
    public static async Task<byte[]?> TryReadBody(HttpContext context, int most)
    {
        byte[] body = new byte[most + 1];
        int length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        return length > most ? null : body[..length];
    }
}
