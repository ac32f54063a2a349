namespace EdgeCnn.Agent.Benchmarks.Report;

/// <summary>The page's style, light and dark; pictures take their colours from it.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --ground: #f4f3ef; --card: #fff; --well: #eceae4; --line: #e2dfd8; --ink: #1c2226; --soft: #59636a; --accent: #0f766e; --pale: #9ccfc9; --heat: #b4532a; --clock: #4a6f96; --bad: #b3261e; }
        @media (prefers-color-scheme: dark) { :root { --ground: #111518; --card: #1a2024; --well: #262e34; --line: #2a3238; --ink: #e9edef; --soft: #9ba7ae; --accent: #4cc4b6; --pale: #2c6a64; --heat: #f0925f; --clock: #8fb6e0; --bad: #ff8e83; } }
        * { box-sizing: border-box; margin: 0; }
        body { max-width: 1080px; min-width: 300px; margin: 0 auto; padding: 24px 20px 32px; background: var(--ground); color: var(--ink); font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%; }
        h1 { font-size: 22px; line-height: 1.25; }
        h2 { margin: 28px 0 10px; font-size: 18px; overflow-wrap: anywhere; }
        h3 { margin-bottom: 6px; font-size: 14px; font-weight: 600; }
        p { color: var(--soft); }
        .card { min-width: 0; margin-top: 12px; padding: 14px 18px 16px; border-radius: 10px; background: var(--card); border: 1px solid var(--line); }
        .two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); gap: 12px; margin-top: 12px; }
        .two .card { margin-top: 0; }
        .warn { border-color: var(--bad); }
        .warn strong { color: var(--bad); }
        dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(136px, 1fr)); gap: 10px 18px; }
        dt { color: var(--soft); font-size: 12px; }
        dd { font-weight: 600; overflow-wrap: anywhere; }
        .big dd { font-size: 20px; font-weight: 650; }
        table { width: 100%; border-collapse: collapse; font-size: 13px; }
        th { color: var(--soft); font-weight: 500; text-align: right; padding: 3px 8px; white-space: nowrap; }
        td { text-align: right; padding: 3px 8px; border-top: 1px solid var(--line); white-space: nowrap; }
        th:first-child, td:first-child { text-align: left; padding-left: 0; }
        td.name { max-width: 240px; overflow: hidden; text-overflow: ellipsis; direction: rtl; text-align: left; }
        th.text, td.text { text-align: left; color: var(--soft); }
        td.bar { width: 32%; min-width: 90px; }
        .scroll { overflow-x: auto; }
        svg { display: block; width: 100%; height: auto; }
        svg text { fill: var(--soft); font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; }
        .axis { stroke: var(--line); stroke-width: 1; fill: none; }
        .bars { fill: var(--accent); }
        .mark { stroke: var(--ink); stroke-width: 1; stroke-dasharray: 3 3; }
        .time { fill: var(--pale); }
        .bound { fill: var(--accent); }
        .heat { stroke: var(--heat); } .dot.heat { fill: var(--heat); }
        .clock { stroke: var(--clock); } .dot.clock { fill: var(--clock); }
        .curve { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
        .bad { fill: var(--bad); opacity: .18; }
        .keys { margin-left: 6px; color: var(--soft); font-weight: 400; }
        .key { display: inline-block; width: 10px; height: 10px; margin: 0 4px 0 10px; border-radius: 2px; vertical-align: -1px; }
        footer { margin-top: 24px; color: var(--soft); font-size: 13px; }
        @media (max-width: 620px) { .wide { display: none; } td.name { max-width: 108px; } td.bar { min-width: 70px; width: auto; } body { padding: 16px 12px 24px; } .card { padding: 12px 14px 14px; } th, td { padding-left: 4px; padding-right: 4px; } }
        """;
}
