using System.Globalization;
using System.Text.Json;
using EdgeCnn.Agent.Page.Access;

namespace EdgeCnn.Agent.Page.Saving;

/// <summary>"Save this picture as …": hold the current picture, show it, store it under a label.</summary>
/// <param name="store">Where pictures go.</param>
/// <param name="held">The picture that waits for its label.</param>
/// <param name="view">Gives the pictures.</param>
internal sealed class SaveEndpoint(PictureStore store, HeldPicture held, LiveView view)
{
    private const int MostBodyBytes = 1024;

    /// <summary>Holds the current picture and tells its number.</summary>
    public async Task Hold(HttpContext context)
    {
        if (!await IsOurs(context))
            return;
        view.Look();
        long id = held.Hold();
        await (id == 0 ? Problem(context, 503, "there is no picture yet") : PageAnswer.Json(context, 200, json => json.WriteNumber("id"u8, id)));
    }

    /// <summary>Shows a held picture.</summary>
    public Task Show(HttpContext context)
    {
        byte[]? png = long.TryParse(context.Request.Query["id"], NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? held.Get(id) : null;
        return png is null ? PageAnswer.Text(context, 404, "That picture is not held any more.\n") : PageAnswer.Bytes(context, "image/png", png);
    }

    /// <summary>Stores a held picture under a label.</summary>
    public async Task Save(HttpContext context)
    {
        if (!await IsOurs(context))
            return;
        byte[]? body = await PageAnswer.TryReadBody(context, MostBodyBytes);
        if (body is null || !TryRead(body, out long id, out string label))
        {
            await Problem(context, 400, "expected {\"id\": NUMBER, \"label\": TEXT}");
            return;
        }

        byte[]? png = held.Get(id);
        if (png is null)
        {
            await Problem(context, 409, "another page has held a picture since; close this and try again");
            return;
        }

        SavedPicture saved = store.Save(label, png);
        await (saved.Name is null ? Problem(context, 422, saved.Problem!) : PageAnswer.Json(context, 200, json =>
        {
            json.WriteString("saved"u8, saved.Name);
            json.WriteNumber("pictures"u8, store.Pictures);
        }));
    }

    // A form of another site can send no JSON, and its script is asked for leave first, which nobody gives.
    private static async Task<bool> IsOurs(HttpContext context)
    {
        if (!Gatekeeper.IsOurOrigin(context.Request))
        {
            await Problem(context, 403, "a page of another site asks");
            return false;
        }

        if (!context.Request.HasJsonContentType())
        {
            await Problem(context, 415, "expected Content-Type: application/json");
            return false;
        }

        return true;
    }

    private static bool TryRead(byte[] body, out long id, out string label)
    {
        (id, label) = (0, "");
        try
        {
            using JsonDocument json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 4 });
            if (json.RootElement.ValueKind != JsonValueKind.Object
                || !json.RootElement.TryGetProperty("id", out JsonElement number) || number.ValueKind != JsonValueKind.Number || !number.TryGetInt64(out id)
                || !json.RootElement.TryGetProperty("label", out JsonElement text) || text.ValueKind != JsonValueKind.String)
                return false;
            label = text.GetString()!;
            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false; // no JSON, or a text that is no Unicode
        }
    }

    private static Task Problem(HttpContext context, int status, string problem) => PageAnswer.Json(context, status, json => json.WriteString("problem"u8, problem));
}
