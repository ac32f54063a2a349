using EdgeCnn.Agent.Page.Access;
using EdgeCnn.Agent.Page.Saving;

namespace EdgeCnn.Agent.Page;

/// <summary>What the page answers to which path, and to whom.</summary>
internal sealed class PageRoutes
{
    private const int MostStreams = 8;
    private readonly PageFacts facts;
    private readonly PageOptions options;
    private readonly Gatekeeper gate;
    private readonly LoginForm login;
    private readonly BoardWatch board;
    private readonly PictureEncoder pictures;
    private readonly SaveEndpoint? saving;
    private readonly CancellationToken stopping;
    private int streams;

    /// <exception cref="Graph.EdgeCnnException">A token is missing or is none, or the folder for pictures cannot be made.</exception>
    public PageRoutes(PageFacts facts, PageOptions options, CancellationToken stopping)
    {
        (this.facts, this.options, this.stopping) = (facts, options, stopping);
        gate = new Gatekeeper(options);
        login = new LoginForm(gate);
        board = new BoardWatch(facts.Board);
        pictures = new PictureEncoder(facts.View);
        if (options.SaveFolder is not null)
            saving = new SaveEndpoint(new PictureStore(options.SaveFolder, options.MostPictures, options.MostBytes), new HeldPicture(pictures), facts.View);
    }

    /// <summary>Answers a request.</summary>
    public Task Answer(HttpContext context)
    {
        HttpRequest request = context.Request;
        PageAnswer.SetHeaders(context.Response.Headers);
        if (!gate.IsOurHost(request))
            return PageAnswer.Text(context, 421, "This page does not answer to that name.\n");
        bool post = HttpMethods.IsPost(request.Method) && request.Path.Value is "/login" or "/hold" or "/save";
        if (!post && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            return PageAnswer.Text(context, 405, "GET only.\n");
        string path = request.Path.Value ?? "";
        // A watchdog has no token, and the form needs its looks.
        if (path == "/healthz")
            return HealthReport.Answer(context, facts, options.StallAfter);
        if (path is "/page.css" or "/icon.svg" && PageFiles.TryGet(path, out PageFile looks))
            return PageAnswer.Bytes(context, looks.ContentType, looks.Content);
        if (gate.HasToken && path == "/login")
            return post ? login.Take(context) : login.Refuse(context, Admission.Missing);
        Admission admission = gate.Look(context);
        if (admission == Admission.GrantedByAddress)
        {
            gate.GiveCookie(context);
            // Only our own paths, and without the token: it must not stay in the address bar or in the browser's memory.
            LoginForm.SendTo(context, path is "/metrics" or "/layers" or "/frame.jpg" ? path : "/");
            return Task.CompletedTask;
        }

        if (admission != Admission.Granted)
            return login.Refuse(context, admission);
        return post ? Post(context, path) : Get(context, path);
    }

    private Task Post(HttpContext context, string path) => path switch
    {
        "/hold" when saving is not null => saving.Hold(context),
        "/save" when saving is not null => saving.Save(context),
        _ => PageAnswer.Text(context, 404, "Pictures are not stored here; start the program with --save DIR.\n"),
    };

    private Task Get(HttpContext context, string path)
    {
        switch (path)
        {
            case "/events":
                return Events(context);
            case "/frame.jpg":
                return Picture(context);
            case "/layers":
                return LayerReport.Answer(context, facts);
            case "/metrics":
                return PageAnswer.Text(context, 200, MetricsText.Write(facts, board.Read()), "text/plain; version=0.0.4");
            case "/held.png" when saving is not null:
                return saving.Show(context);
            default:
                return path != "/login" && PageFiles.TryGet(path, out PageFile file)
                    ? PageAnswer.Bytes(context, file.ContentType, file.Content)
                    : PageAnswer.Text(context, 404, "Not found. The page is at /.\n");
        }
    }

    private async Task Events(HttpContext context)
    {
        if (Interlocked.Increment(ref streams) > MostStreams)
        {
            Interlocked.Decrement(ref streams);
            context.Response.Headers.RetryAfter = "10";
            await PageAnswer.Text(context, 503, $"{MostStreams} pages are open already; close one of them.\n");
            return;
        }

        try
        {
            await EventStream.Send(facts, new PageStart(board, saving is not null), context, stopping);
        }
        finally
        {
            Interlocked.Decrement(ref streams);
        }
    }

    private async Task Picture(HttpContext context)
    {
        facts.View.Look();
        byte[]? jpeg = pictures.Encode();
        // The first one to look finds no picture kept; the next frame brings one.
        for (int i = 0; jpeg is null && i < 20; i++)
        {
            await Task.Delay(50, context.RequestAborted);
            jpeg = pictures.Encode();
        }

        await (jpeg is null ? PageAnswer.Text(context, 503, "No picture yet.\n") : PageAnswer.Bytes(context, "image/jpeg", jpeg));
    }
}
