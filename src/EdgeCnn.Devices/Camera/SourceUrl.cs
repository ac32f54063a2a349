namespace EdgeCnn.Devices.Camera;

/// <summary>A stream's address whose name, password and query are never shown.</summary>
internal sealed class SourceUrl
{
    private const string Mask = "***";
    private readonly string source;
    private readonly string shown;
    private readonly string[] secrets;

    /// <summary>Finds what is secret in an address.</summary>
    public SourceUrl(string source)
    {
        this.source = source;
        int scheme = source.IndexOf("://", StringComparison.Ordinal);
        IsNetwork = scheme > 0 && !source.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
        (shown, secrets) = IsNetwork ? Split(scheme + 3) : (source, []);
    }

    /// <summary>True if it is no file.</summary>
    public bool IsNetwork { get; }

    /// <summary>The address without its secrets.</summary>
    public override string ToString() => shown;

    /// <summary>Removes the secrets from a text.</summary>
    public string Redact(string text)
    {
        text = text.Replace(source, shown, StringComparison.Ordinal);
        foreach (string secret in secrets)
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        return text;
    }

    private (string Shown, string[] Secrets) Split(int start)
    {
        // A password may hold anything, and rather too much is hidden than too little.
        int at = source.LastIndexOf('@');
        int host = Math.Max(at + 1, start);
        int query = source.IndexOf('?', host) is >= 0 and var place ? place : source.Length;
        string user = at < start ? "" : source[start..at], asked = query < source.Length ? source[(query + 1)..] : "";
        string[] parts = [user, .. user.Split(':', 2), asked, .. asked.Split('&'), .. asked.Split('&').Select(pair => pair.Split('=', 2)[^1])];

        // Both as written and as a program may decode it; the longest first, as one may hold another.
        string[] secrets = [.. parts.SelectMany(part => new[] { part, Uri.UnescapeDataString(part) }).Where(part => part.Length > 2).Distinct().OrderByDescending(part => part.Length)];
        return ($"{source[..start]}{(user.Length > 0 ? $"{Mask}@" : "")}{source[host..query]}{(asked.Length > 0 ? $"?{Mask}" : "")}", secrets);
    }
}
