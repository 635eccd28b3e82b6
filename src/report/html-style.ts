import { createHash } from 'node:crypto'

/** The one style sheet of report.html. System fonts and plain shapes; light and dark by the reader's choice. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --back: #ffffff;
  --panel: #f6f8fa; --link: #0969da; --bad: #cf222e; --good: #1a7f37; --past: #6e7781; --now: #0969da;
  --past-shade: rgba(110, 119, 129, .07); --now-shade: rgba(9, 105, 218, .06); --limit: #bf3989; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --soft: #9198a1; --line: #3d444d;
  --back: #0d1117; --panel: #151b23; --link: #4493f8; --bad: #f85149; --good: #3fb950; --past: #9198a1;
  --now: #58a6ff; --past-shade: rgba(145, 152, 161, .08); --now-shade: rgba(88, 166, 255, .08);
  --limit: #db61a2; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 28px 24px 48px; }
section { margin: 0 0 18px; }
section:first-child { border-left: 4px solid var(--soft); padding: 2px 0 2px 16px; }
section:first-child p:first-child { font-size: 20px; line-height: 1.4; margin-top: 0; }
.fail section:first-child, .config-error section:first-child { border-color: var(--bad); }
.pass section:first-child { border-color: var(--good); }
section:last-child { color: var(--soft); font-size: 13px; border-top: 1px solid var(--line); padding-top: 10px; }
p { margin: 8px 0; }
h2 { font-size: 17px; margin: 28px 0 4px; }
ul { margin: 8px 0; padding-left: 22px; }
a { color: var(--link); }
code { font: 12.5px/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  background: var(--panel); border-radius: 5px; padding: 2px 5px; overflow-wrap: anywhere; }
pre { background: var(--panel); border-radius: 6px; padding: 12px 14px; overflow: auto; }
pre code { background: none; padding: 0; overflow-wrap: normal; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 10px 0; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid var(--line); padding: 6px 10px; text-align: left; }
th { background: var(--panel); font-weight: 600; white-space: nowrap; }
.right { text-align: right; white-space: nowrap; }
td code { white-space: nowrap; overflow-wrap: normal; }
td:first-child code { white-space: normal; overflow-wrap: anywhere; }
details { margin: 8px 0; }
summary { cursor: pointer; font-weight: 600; }
figure { margin: 4px 0 18px; border: 1px solid var(--line); border-radius: 6px; padding: 8px; overflow-x: auto; }
svg { display: block; width: 100%; min-width: 560px; height: auto; }
svg text { font: 11px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: var(--soft); }
svg .grid { stroke: var(--line); stroke-width: .6; fill: none; }
svg .before { fill: var(--past-shade); }
svg .bake { fill: var(--now-shade); }
svg .line { fill: none; stroke-width: 1.6; stroke-linejoin: round; }
svg .before-line { stroke: var(--past); }
svg .bake-line { stroke: var(--now); }
svg .before-dot { fill: var(--past); }
svg .bake-dot { fill: var(--now); }
svg .dot:hover { stroke: var(--text); stroke-width: 2; }
svg .limit { stroke: var(--limit); stroke-width: 1.3; stroke-dasharray: 6 4; fill: none; }
svg .limit-label { fill: var(--limit); }
svg .deploy { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 2 3; fill: none; }
svg .breach { stroke: var(--bad); stroke-width: 1.3; fill: none; }
svg .breach-label { fill: var(--bad); }
@media print { main { max-width: none; padding: 0; } details > * { display: block; } }
`

/** Nothing may be loaded, run or sent; the style sheet is known by its hash. */
export const CONTENT_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`
