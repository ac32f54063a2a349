namespace EdgeCnn.Cli.Drawing;

/// <summary>The colours of a plan's picture, for light and dark surroundings.</summary>
internal static class PlanPictureStyle
{
    /// <summary>Style sheet and arrow head.</summary>
    public const string Css = """
        <style>
        text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; fill: #1c2226; }
        .model { font-size: 18px; font-weight: 700; }
        .op { font-size: 13px; font-weight: 700; }
        .name { font-size: 12px; font-weight: 400; }
        .quiet { fill: #47535a; font-size: 11px; }
        .middle { text-anchor: middle; }
        .share { text-anchor: end; }
        .page { fill: #fcfbf8; }
        .box { stroke-width: 1.25; }
        .end { fill: #fff; stroke: #7d8b93; stroke-width: 1.25; stroke-dasharray: 4 3; }
        .edge { fill: none; stroke: #7d8b93; stroke-width: 1.4; }
        .tip { fill: #7d8b93; }
        .track { fill: #1c2226; fill-opacity: .1; }
        .cost { fill: #b4501e; }
        .convolution { fill: #dcebfb; stroke: #2f6db3; }
        .pooling { fill: #daf1e3; stroke: #2d8a57; }
        .elementwise { fill: #fbefcf; stroke: #b98518; }
        .reduction { fill: #f9e0dc; stroke: #c05a48; }
        .movement { fill: #e8e6ee; stroke: #7a7191; }
        .quantization { fill: #f4dff3; stroke: #a04f9c; }
        @media (prefers-color-scheme: dark) {
        text { fill: #eef2f4; }
        .quiet { fill: #b5c0c6; }
        .page { fill: #14191c; }
        .end { fill: #1c2327; stroke: #7f8d95; }
        .edge { stroke: #7f8d95; }
        .tip { fill: #7f8d95; }
        .track { fill: #fff; fill-opacity: .14; }
        .cost { fill: #f0955f; }
        .convolution { fill: #1a2f47; stroke: #6aa5e6; }
        .pooling { fill: #173425; stroke: #5dbb87; }
        .elementwise { fill: #3a2f12; stroke: #dcae4b; }
        .reduction { fill: #43231e; stroke: #e28d7d; }
        .movement { fill: #2a2734; stroke: #a59dbd; }
        .quantization { fill: #3a1f39; stroke: #d086cb; }
        }
        </style>
        <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker>

        """;
}
