using System.Net;
using System.Text;

namespace EdgeCnn.Agent.Page.Access;

/// <summary>The form for those who come without the token.</summary>
/// <param name="gate">Knows the token.</param>
internal sealed class LoginForm(Gatekeeper gate)
{
    private const string Place = "<!-- problem -->";

    /// <summary>Answers a request that may not see the page: with the form for a browser, in a line for others.</summary>
    public Task Refuse(HttpContext context, Admission why)
    {
        int status = why == Admission.TooMany ? 429 : 401;
        string problem = why switch
        {
            Admission.TooMany => $"Too many wrong tokens. Try again in {gate.WaitSeconds(context)} s.",
            Admission.Wrong => "That is not the token.",
            _ => "",
        };
        if (status == 429)
            context.Response.Headers.RetryAfter = gate.WaitSeconds(context).ToString(System.Globalization.CultureInfo.InvariantCulture);
        else
            context.Response.Headers.WWWAuthenticate = "Bearer";
        if (context.Request.Path.Value is not ("/" or "/login") || !PageFiles.TryGet("/login", out PageFile form))
            return PageAnswer.Text(context, status, problem.Length > 0 ? $"{problem}\n" : "A token is needed: Authorization: Bearer TOKEN, or the form at /.\n");
        return PageAnswer.Text(context, status, Encoding.UTF8.GetString(form.Content).Replace(Place, problem, StringComparison.Ordinal), "text/html");
    }

    /// <summary>Takes the form: with the right token, the client gets its cookie and is sent to the page.</summary>
    public async Task Take(HttpContext context)
    {
        if (!Gatekeeper.IsOurOrigin(context.Request))
        {
            await PageAnswer.Text(context, 403, "The form was sent by a page of another site.\n");
            return;
        }

        byte[]? body = await PageAnswer.TryReadBody(context, Gatekeeper.MostFormBytes);
        if (body is null)
        {
            await PageAnswer.Text(context, 413, "The form is too long.\n");
            return;
        }

        Admission admission = gate.LookAtForm(context, TokenIn(Encoding.UTF8.GetString(body)));
        if (admission != Admission.Granted)
        {
            await Refuse(context, admission);
            return;
        }

        gate.GiveCookie(context);
        SendTo(context, "/");
    }

    /// <summary>Sends the browser to a place of the page by GET.</summary>
    public static void SendTo(HttpContext context, string path)
    {
        context.Response.StatusCode = 303;
        context.Response.Headers.Location = path;
    }

    private static string TokenIn(string form)
    {
        foreach (string part in form.Split('&'))
        {
            if (part.StartsWith("token=", StringComparison.Ordinal))
                return WebUtility.UrlDecode(part[6..]).Trim();
        }

        return "";
    }
}
