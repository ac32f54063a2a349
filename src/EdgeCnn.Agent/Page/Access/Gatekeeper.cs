using System.Net;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Page.Access;

/// <summary>Decides which requests may see the page.</summary>
internal sealed class Gatekeeper
{
    /// <summary>What a form may send.</summary>
    public const int MostFormBytes = 4096;

    private readonly AccessToken? token;
    private readonly AttemptLimit attempts;
    private readonly string cookieName;
    private readonly HashSet<string> hosts;
    private readonly bool checkHost;

    /// <exception cref="EdgeCnnException">A token is needed and missing, or is none.</exception>
    public Gatekeeper(PageOptions options)
    {
        token = options.RequireToken() is { } text ? new AccessToken(text) : null;
        attempts = new AttemptLimit(options.Clock);
        // Cookies know no ports: two boards behind one address must not overwrite each other's.
        cookieName = $"edgecnn-{options.Port}";
        hosts = new HashSet<string>(["127.0.0.1", "localhost", "[::1]", .. options.AllowedHosts], StringComparer.OrdinalIgnoreCase);
        if (!options.Address.Equals(IPAddress.IPv6Loopback))
            hosts.Remove("[::1]");
        checkHost = token is null || options.AllowedHosts.Count > 0;
    }

    /// <summary>True if a token is asked for.</summary>
    public bool HasToken => token is not null;

    /// <summary>False for a name that is not ours. A page of another site could reach this server under a name of its own.</summary>
    public bool IsOurHost(HttpRequest request) => !checkHost || hosts.Contains(request.Host.Host);

    /// <summary>True for a request that a page of ours or a program made, not a page of another site.</summary>
    public static bool IsOurOrigin(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString();
        // A proxy in front may speak TLS, so the scheme may differ.
        if (origin.Length > 0 && (!Uri.TryCreate(origin, UriKind.Absolute, out Uri? from) || !string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)))
            return false;
        return request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";
    }

    /// <summary>Looks for a token in a request.</summary>
    public Admission Look(HttpContext context)
    {
        if (token is null)
            return Admission.Granted;
        IPAddress address = AddressOf(context);
        string query = context.Request.Query["token"].ToString(), bearer = Bearer(context.Request), cookie = context.Request.Cookies[cookieName] ?? "";
        if (query.Length + bearer.Length + cookie.Length == 0)
            return Admission.Missing;
        if (attempts.WaitSeconds(address) > 0)
            return Admission.TooMany;
        // A token in the address outweighs an old cookie; a wrong one is wrong even beside a cookie that is right.
        bool right = query.Length > 0 ? token.IsToken(query) : bearer.Length > 0 ? token.IsToken(bearer) : token.IsCookie(cookie);
        if (right)
        {
            attempts.Right(address);
            return query.Length > 0 ? Admission.GrantedByAddress : Admission.Granted;
        }

        attempts.Wrong(address);
        // An old cookie is wrong once: the browser forgets it.
        if (cookie.Length > 0)
            context.Response.Cookies.Delete(cookieName, CookieOptions());
        return Admission.Wrong;
    }

    /// <summary>Looks at the token of the login form.</summary>
    public Admission LookAtForm(HttpContext context, string text)
    {
        IPAddress address = AddressOf(context);
        if (attempts.WaitSeconds(address) > 0)
            return Admission.TooMany;
        if (token is not null && token.IsToken(text))
        {
            attempts.Right(address);
            return Admission.Granted;
        }

        attempts.Wrong(address);
        return Admission.Wrong;
    }

    /// <summary>Seconds until the client may try again.</summary>
    public int WaitSeconds(HttpContext context) => attempts.WaitSeconds(AddressOf(context));

    /// <summary>Gives the client the cookie that stands for the token.</summary>
    public void GiveCookie(HttpContext context)
    {
        if (token is not null)
            context.Response.Cookies.Append(cookieName, token.Cookie, CookieOptions());
    }

    private static CookieOptions CookieOptions() => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", MaxAge = TimeSpan.FromDays(90) };

    private static string Bearer(HttpRequest request)
    {
        string header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : "";
    }

    private static IPAddress AddressOf(HttpContext context) => context.Connection.RemoteIpAddress ?? IPAddress.None;
}

/// <summary>What a request's token was worth.</summary>
internal enum Admission
{
    /// <summary>It may see the page.</summary>
    Granted,

    /// <summary>It may, and its token stands in the address, from which it ought to vanish.</summary>
    GrantedByAddress,

    /// <summary>It has none.</summary>
    Missing,

    /// <summary>It is wrong.</summary>
    Wrong,

    /// <summary>Too many were wrong before; nothing was compared.</summary>
    TooMany,
}
