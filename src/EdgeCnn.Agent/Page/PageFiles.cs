using System.Collections.Frozen;

namespace EdgeCnn.Agent.Page;

/// <summary>A file of the page.</summary>
internal readonly record struct PageFile(string ContentType, byte[] Content);

/// <summary>The page's own files; they travel inside the program, so the page works offline.</summary>
internal static class PageFiles
{
    private static readonly FrozenDictionary<string, PageFile> Files = new Dictionary<string, PageFile>
    {
        ["/"] = Load("index.html", "text/html; charset=utf-8"),
        ["/page.css"] = Load("page.css", "text/css; charset=utf-8"),
        ["/charts.js"] = Load("charts.js", "text/javascript; charset=utf-8"),
        ["/dom.js"] = Load("dom.js", "text/javascript; charset=utf-8"),
        ["/layers.js"] = Load("layers.js", "text/javascript; charset=utf-8"),
        ["/save.js"] = Load("save.js", "text/javascript; charset=utf-8"),
        ["/page.js"] = Load("page.js", "text/javascript; charset=utf-8"),
        ["/login"] = Load("login.html", "text/html; charset=utf-8"),
        ["/icon.svg"] = Load("icon.svg", "image/svg+xml"),
    }.ToFrozenDictionary();

    public static bool TryGet(string? path, out PageFile file) => Files.TryGetValue(path ?? "", out file);

    private static PageFile Load(string name, string contentType)
    {
        using Stream from = typeof(PageFiles).Assembly.GetManifestResourceStream($"page/{name}")
            ?? throw new InvalidOperationException($"page/{name} is not embedded.");
        byte[] content = new byte[from.Length];
        from.ReadExactly(content);
        return new PageFile(contentType, content);
    }
}
