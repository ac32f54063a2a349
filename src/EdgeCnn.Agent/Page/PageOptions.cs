using System.Net;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Page;

/// <summary>Where the page listens, who may see it, and where it may store pictures.</summary>
internal sealed record PageOptions
{
    /// <summary>The least length of a token.</summary>
    public const int LeastToken = 16;

    private const int MostToken = 1024;
    private const string HowToMake = "Make one: head -c 24 /dev/urandom | base64 > page.token; chmod 600 page.token; then give --token-file page.token.";

    /// <summary>The address to listen on. Any other than loopback needs a token.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>The token that the page asks for; null to take it from <see cref="TokenFile"/>, or for none.</summary>
    public string? Token { get; init; }

    /// <summary>A file whose first line is the token.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Further names under which the page answers; without a token only those and loopback's own.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Where pictures are stored, in a folder for each label; null to store none.</summary>
    public string? SaveFolder { get; init; }

    /// <summary>The most pictures in <see cref="SaveFolder"/>.</summary>
    public int MostPictures { get; init; } = 5000;

    /// <summary>The most bytes in <see cref="SaveFolder"/>.</summary>
    public long MostBytes { get; init; } = 1L << 30;

    /// <summary>How long without a picture or a decision <c>/healthz</c> is still good.</summary>
    public TimeSpan StallAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The clock of those who must wait after wrong tokens, in milliseconds; another one in tests.</summary>
    public Func<long> Clock { get; init; } = static () => Environment.TickCount64;

    /// <summary>The token, or null for a page on loopback that needs none.</summary>
    /// <exception cref="EdgeCnnException">It is missing although others can reach the page, too short or too long, or its file cannot be read.</exception>
    public string? RequireToken()
    {
        string? token = Token ?? (TokenFile is null ? null : FirstLine(TokenFile));
        if (token is null)
        {
            return IPAddress.IsLoopback(Address)
                ? null
                : throw new EdgeCnnException($"page: listening on {Address} needs a token, because others can reach it there. {HowToMake}", ExitCode.Usage);
        }

        if (token.Length is < LeastToken or > MostToken || token.Any(c => c is <= ' ' or > '~'))
            throw new EdgeCnnException($"page: the token must be {LeastToken} to {MostToken} letters, digits or signs without spaces, got {token.Length} characters. {HowToMake}", ExitCode.Usage);
        return token;
    }

    private static string FirstLine(string path)
    {
        try
        {
            using StreamReader file = File.OpenText(path);
            char[] start = new char[MostToken + 2];
            int length = file.ReadBlock(start);
            return new string(start, 0, length).Split('\n')[0].TrimEnd('\r', ' ');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }
    }
}
