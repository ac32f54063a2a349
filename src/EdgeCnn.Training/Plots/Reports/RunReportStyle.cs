namespace EdgeCnn.Training.Plots.Reports;

/// <summary>The page's style, light, dark and on paper; pictures take their colours from it.</summary>
internal static class RunReportStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --ground: #f4f3ef; --card: #fff; --well: #f0eee9; --line: #e4e1da; --axis: #9aa3a9; --ink: #1c2226; --on: #fff; --soft: #59636a; --accent: #0f766e; --good: #0f766e; --warn: #b4532a; --bad: #b3261e;
          --s1: #0072b2; --s2: #d55e00; --s3: #009e73; --s4: #cc79a7; --s5: #e69f00; --s6: #56b4e9; --s7: #5b4b9a; --s8: #6b6b6b; }
        @media (prefers-color-scheme: dark) { :root { --ground: #111518; --card: #1a2024; --well: #242b30; --line: #2d363c; --axis: #6d7980; --ink: #e9edef; --on: #1c2226; --soft: #a3aeb5; --accent: #4cc4b6; --good: #4cc4b6; --warn: #f0925f; --bad: #ff8e83;
          --s1: #3f9fdc; --s2: #f0813a; --s3: #2fc598; --s4: #e29cc4; --s5: #f0b23c; --s6: #86ccf3; --s7: #a394e0; --s8: #a9a9a9; } }
        * { box-sizing: border-box; margin: 0; }
        body { max-width: 1080px; min-width: 300px; margin: 0 auto; padding: 28px 20px 36px; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%; }
        h1 { font-size: 24px; line-height: 1.25; overflow-wrap: anywhere; }
        h2 { margin: 34px 0 10px; font-size: 18px; }
        h3 { margin-bottom: 4px; font-size: 15px; font-weight: 650; overflow-wrap: anywhere; }
        p.note { color: var(--soft); font-size: 14px; }
        .card { min-width: 0; margin-top: 12px; padding: 16px 18px 18px; border-radius: 10px; background: var(--card); border: 1px solid var(--line); }
        dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px 20px; }
        dl .wide { grid-column: span 2; }
        dt { color: var(--soft); font-size: 13px; }
        dd { font-weight: 600; overflow-wrap: anywhere; }
        .big dd { font-size: 22px; font-weight: 650; line-height: 1.3; }
        .verdict { border-left: 5px solid var(--soft); }
        .verdict.good { border-left-color: var(--good); } .verdict.more { border-left-color: var(--s1); } .verdict.warn { border-left-color: var(--warn); } .verdict.bad { border-left-color: var(--bad); }
        .verdict strong { font-size: 16px; }
        .verdict h3 { margin: 12px 0 2px; }
        a { color: var(--accent); }
        ul { padding-left: 20px; } li { margin-top: 3px; }
        .keys { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 8px 0 2px; padding: 0; list-style: none; font-size: 14px; }
        .keys li { display: flex; align-items: center; gap: 7px; margin: 0; }
        .panels { display: flex; flex-wrap: wrap; gap: 14px 22px; margin-top: 12px; align-items: flex-start; }
        .panels svg { display: block; flex: 1 1 320px; min-width: 0; width: 100%; height: auto; overflow: visible; }
        .panels.one { flex-direction: column; } .panels.one svg { flex: none; }
        .keys svg { display: block; width: 24px; height: 14px; flex: none; }
        .scroll { overflow-x: auto; } .scroll svg { min-width: 620px; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(92px, 1fr)); gap: 12px 10px; margin-top: 12px; }
        .tiles.wide { grid-template-columns: repeat(auto-fill, minmax(124px, 1fr)); }
        figure { min-width: 0; text-align: center; overflow-wrap: anywhere; font-size: 13px; line-height: 1.3; }
        figure img { display: block; width: 92px; max-width: 100%; margin: 0 auto 4px; border: 1px solid var(--axis); background: #fff; }
        img.dots { image-rendering: pixelated; }
        figure b { display: block; color: var(--s2); font-weight: 600; }
        table { width: 100%; border-collapse: collapse; font-size: 14px; }
        th { color: var(--soft); font-weight: 500; text-align: right; padding: 4px 10px; white-space: nowrap; }
        td { text-align: right; padding: 4px 10px; border-top: 1px solid var(--line); white-space: nowrap; }
        th:first-child, td:first-child, th.text, td.text { text-align: left; }
        th:first-child, td:first-child { padding-left: 0; }
        tr.best td { font-weight: 650; background: var(--well); }
        meter { width: 88px; height: 12px; vertical-align: -1px; }
        .bar { display: inline-block; width: 90px; height: 9px; margin-left: 10px; border-radius: 2px; background: linear-gradient(var(--s1), var(--s1)) left / var(--share) 100% no-repeat var(--well); vertical-align: 0; }
        details { margin-top: 12px; } summary { cursor: pointer; font-weight: 600; padding: 4px 0; }
        details.card { padding: 10px 18px; } details.card[open] { padding-bottom: 18px; } details .panels { margin-top: 8px; }
        code { display: block; margin-top: 4px; padding: 10px 12px; border-radius: 6px; background: var(--well); font: 13px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        code span { display: inline-block; max-width: 100%; overflow-wrap: anywhere; }
        footer { margin-top: 28px; color: var(--soft); font-size: 13px; }
        @media (max-width: 620px) { body { padding: 18px 12px 26px; } .card { padding: 13px 14px 15px; } .wide-only { display: none; } th, td { padding-left: 5px; padding-right: 5px; } .panels.chart svg text { font-size: 15px; } dl { grid-template-columns: repeat(auto-fit, minmax(128px, 1fr)); } .bar { width: 30px; margin-left: 6px; } th, td { padding-left: 4px; padding-right: 4px; } td:last-child, th:last-child { padding-right: 0; } .big dd { font-size: 19px; } }
        @media print { :root { color-scheme: light; } body { max-width: none; padding: 0; background: #fff; font-size: 11pt; } .card { break-inside: avoid; border-color: #ccc; } details.card, .card.long { break-inside: auto; } details::details-content { content-visibility: visible; height: auto; } summary { list-style: none; } h2, h3 { break-after: avoid; } .scroll { overflow: visible; } .scroll svg { min-width: 0; } figure { break-inside: avoid; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
        @media print and (prefers-color-scheme: dark) { :root { --ground: #fff; --card: #fff; --well: #f0eee9; --line: #e4e1da; --axis: #9aa3a9; --ink: #1c2226; --on: #fff; --soft: #59636a; --s1: #0072b2; --s2: #d55e00; --s3: #009e73; --s4: #cc79a7; --s5: #e69f00; --s6: #56b4e9; --s7: #5b4b9a; --s8: #6b6b6b; } }
        """;
}
