import { HEAT_DARK, HEAT_LIGHT, type HeatShade } from './heat-palette.ts';

const LIGHT = `
  color-scheme: light;
  --page: #f5f7f8; --surface: #ffffff; --ink: #14212b; --muted: #50606b; --line: #d8dfe3; --line-strong: #8b99a3;
  --accent: #0b6074; --kept: #12687b; --track: #e4eaed;
  --impossible: #7d62a8; --irrelevant: #b07d14; --redundant: #6a7d90; --regulatory: #b3502a; --skew: #58803a;
  --low-risk: #3b7fb5; --own: #a94d7d; --rest: #7b7f83;
  --hatch: #c9d2d7; --empty-text: #14212b; --good: #1d6b3a; --warning: #9a3412; --alert: #fdf0ea;`;

const DARK = `
  color-scheme: dark;
  --page: #0f161a; --surface: #162026; --ink: #e6edf0; --muted: #a3b2ba; --line: #2a373e; --line-strong: #6d7e88;
  --accent: #73cfdb; --kept: #4fb3bd; --track: #26333a;
  --impossible: #a58ed0; --irrelevant: #d5a544; --redundant: #8fa3b6; --regulatory: #dd7a52; --skew: #85ad64;
  --low-risk: #69a9dc; --own: #d07fa9; --rest: #92989d;
  --hatch: #33424a; --empty-text: #e6edf0; --good: #7ecb98; --warning: #f0a27c; --alert: #2c1d17;`;

const BASE = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--page); color: var(--ink); overflow-wrap: anywhere;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif; }
code, .hash, .version { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: .875em; }
.wrap { max-width: 72rem; margin: 0 auto; padding-inline: clamp(1rem, 4vw, 2.5rem); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
main:focus-visible { outline: none; }
.skip { position: absolute; left: -100vw; top: 0; padding: .75rem 1rem; background: var(--surface); color: var(--accent); z-index: 2; }
.skip:focus { left: 0; }
a { color: var(--accent); }
p { margin: 0 0 1rem; max-width: 46rem; }
.muted, .note { color: var(--muted); }
.note { font-size: .9375rem; }`;

const HEAD = `
.masthead { background: var(--surface); padding-block: 2.5rem 1.75rem; }
.kicker { margin: 0 0 .25rem; color: var(--accent); font-weight: 600; font-size: .9375rem; }
h1 { margin: 0 0 .5rem; font-size: clamp(1.75rem, 1.3rem + 2vw, 2.5rem); line-height: 1.15; font-weight: 650; letter-spacing: -.015em; text-wrap: balance; }
.lead { color: var(--muted); font-size: 1.0625rem; margin-bottom: 0; }
.facts { display: flex; flex-wrap: wrap; gap: .75rem 2.25rem; margin: 1.5rem 0 0; }
.facts dt { font-size: .8125rem; color: var(--muted); }
.facts dd { margin: 0; font-size: .9375rem; }
.version { white-space: nowrap; }
.hash { color: var(--muted); white-space: nowrap; }
nav { background: var(--surface); border-block: 1px solid var(--line); }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1.375rem; margin: 0; padding: .25rem 0; list-style: none; font-size: .9375rem; }
nav a { display: inline-block; padding: .5rem 0; text-decoration: none; }
nav a:hover { text-decoration: underline; text-underline-offset: .25em; }
main { padding-block: 1rem 4rem; }
section { padding-top: 2.25rem; }
h2 { margin: 0 0 .75rem; font-size: 1.375rem; line-height: 1.25; font-weight: 650; letter-spacing: -.01em; }
h3 { margin: 0 0 .25rem; font-size: 1rem; font-weight: 650; }`;

const RESULT = `
.verdict { max-width: 40rem; font-size: clamp(1.125rem, 1rem + .8vw, 1.5rem); line-height: 1.35; text-wrap: pretty; }
.bar { display: block; width: 100%; height: .5rem; }
.bar .track { fill: var(--track); }
.bar rect { shape-rendering: geometricPrecision; }
.bar-total { height: 2rem; margin: 1.5rem 0 1rem; }
.bar-total rect:not(.track) { stroke: var(--page); stroke-width: 2px; vector-effect: non-scaling-stroke; }
.legend { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)); gap: .125rem 2.5rem; margin: 0 0 1.25rem; padding: 0; list-style: none; font-size: .9375rem; }
.legend li { display: grid; grid-template-columns: auto 1fr auto 3.75rem; gap: .625rem; align-items: baseline; }
.legend-count, .legend-share { text-align: right; font-variant-numeric: tabular-nums; }
.legend-count { font-weight: 600; }
.legend-share { color: var(--muted); }
.swatch { display: inline-block; width: .75rem; height: .75rem; border-radius: 2px; flex: none; }
.callout, .alert { margin: 1.25rem 0; padding: 1rem 1.25rem; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; }
.callout p:last-child, .alert p:last-child { margin: 0; }
.alert { background: var(--alert); border-color: var(--warning); }
.good { font-weight: 600; color: var(--good); }
.warning { font-weight: 600; color: var(--warning); }
.sum { max-width: none; padding: .75rem 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; font-variant-numeric: tabular-nums; color: var(--muted); }
.sum b { color: var(--ink); }`;

const TABLES = `
.scroll { overflow-x: auto; margin: 0 0 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; line-height: 1.4; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
caption { position: sticky; left: 0; padding: .75rem 1rem .5rem; text-align: left; color: var(--muted); font-size: .875rem; }
th, td { padding: .5rem .75rem; text-align: left; vertical-align: top; }
th:first-child, td:first-child { padding-left: 1rem; }
th:last-child, td:last-child { padding-right: 1rem; }
thead th { vertical-align: bottom; font-size: .8125rem; font-weight: 600; color: var(--muted); border-bottom: 1px solid var(--line-strong); }
tbody th { font-weight: 500; }
th { max-width: 24rem; overflow-wrap: break-word; }
tbody tr + tr > *, tbody + tbody > tr > * { border-top: 1px solid var(--line); }
tfoot > tr > * { border-top: 1px solid var(--line-strong); font-weight: 600; }
.number { text-align: right; }
td.number { white-space: nowrap; }
.strong { font-weight: 600; }
.share-cell { min-width: 9rem; width: 20%; white-space: nowrap; }
.share-cell .bar { display: inline-block; width: calc(100% - 4rem); vertical-align: .0625rem; border-radius: 2px; }
.share-cell .share { display: inline-block; width: 4rem; text-align: right; }
.rules tbody th { min-width: 16.5rem; }
.rules tbody code { display: block; font-size: .8125rem; line-height: 1.5; overflow-wrap: anywhere; }
.category { display: flex; align-items: center; gap: .5rem; margin-top: .25rem; font-size: .8125rem; font-weight: 400; color: var(--muted); overflow-wrap: anywhere; }
.why { min-width: 15rem; width: 34%; overflow-wrap: anywhere; }
.does { display: block; margin-top: .25rem; font-size: .8125rem; color: var(--muted); }
.bins th:first-child { min-width: 7rem; }
.bins .group th { padding-top: 1rem; font-weight: 650; }
.bins tbody + tbody .group th { border-top: 1px solid var(--line-strong); }
.bins .group + tr > * { border-top-color: var(--line); }
.bins tbody tr:not(.group) th { padding-left: 1.75rem; }
.bins .range { margin-left: .5rem; color: var(--muted); font-weight: 400; }
.bins .share-cell, .tuples .share-cell { width: 36%; }
.bins .about { color: var(--muted); font-weight: 400; }
.tuples th[scope="row"] { white-space: nowrap; }
.inline { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: 0; padding: 0; list-style: none; font-size: .875rem; }`;

const HEATMAP = `
.heatmap { border-collapse: separate; border-spacing: 2px; font-size: .9375rem; }
.heatmap thead th { text-align: center; line-height: 1.25; min-width: 4.75rem; max-width: 9rem; border: 0; padding: .25rem .25rem .375rem; }
.heatmap thead th:first-child { text-align: left; padding-left: 1rem; }
.heatmap th:first-child { position: sticky; left: 0; z-index: 1; background: var(--surface); min-width: 16.75rem; max-width: 20rem; line-height: 1.25; vertical-align: middle; }
.heatmap tbody tr > *, .heatmap tfoot tr > * { border: 0; }
.heatmap td { text-align: center; white-space: nowrap; padding: .4375rem .375rem; vertical-align: middle; }
.heatmap .of { font-size: .8125rem; margin-left: .125rem; }
.heatmap td.heat { border-radius: 3px; }
.heatmap td b { font-weight: 650; }
.heatmap .total { font-weight: 400; }
.heatmap td.total { color: var(--ink); }
.heatmap td.total .of { color: var(--muted); }
.heatmap .total .share { display: block; font-size: .8125rem; color: var(--muted); }
.heatmap tbody td.total .share { display: inline-block; min-width: 3.25rem; text-align: right; }
.heatmap tfoot th, .heatmap tfoot td { border-top: 2px solid var(--surface); }
.empty { color: var(--empty-text); background: repeating-linear-gradient(135deg, var(--surface) 0 4px, var(--hatch) 4px 5px); box-shadow: inset 0 0 0 1px var(--line-strong); }
.none { color: var(--muted); }
.scale { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; max-width: none; font-size: .8125rem; color: var(--muted); }
.scale .steps { display: flex; align-items: center; gap: 2px; margin-left: 1rem; }
.scale .steps > :first-child { margin-right: .375rem; }
.scale .steps > :last-child { margin-left: .375rem; }
.step { display: inline-block; width: 1.25rem; height: .875rem; border-radius: 2px; }`;

const DETAILS = `
details { margin: 0 0 1rem; }
summary { padding: .375rem 0; color: var(--accent); cursor: pointer; }
details[open] > summary { margin-bottom: .375rem; }
.missing, .gaps { margin: 0; padding-left: 1.25rem; }
.missing { columns: 2 26rem; column-gap: 2.5rem; font-size: .9375rem; }
.missing li { break-inside: avoid; padding: .125rem 0; }
.plus { color: var(--muted); }
.figures { display: flex; flex-wrap: wrap; gap: 1rem 3rem; margin: 0 0 1.25rem; }
.figures dt { font-size: .8125rem; color: var(--muted); }
.figures dd { margin: 0; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.2; }
.terms { margin: 0; border-top: 1px solid var(--line); }
.terms > div { display: grid; grid-template-columns: 12rem minmax(0, 46rem); gap: .125rem 1.5rem; padding: .75rem 0; border-bottom: 1px solid var(--line); }
.terms dt { font-weight: 600; }
.terms dd { margin: 0; }`;

const FILLS: readonly (readonly [className: string, color: string])[] = [
  ['kept', 'kept'],
  ['category-physical-impossibility', 'impossible'],
  ['category-business-irrelevance', 'irrelevant'],
  ['category-redundancy', 'redundant'],
  ['category-regulatory-block', 'regulatory'],
  ['category-skew-control', 'skew'],
  ['category-low-risk-cap', 'low-risk'],
  ['category-own', 'own'],
  ['category-rest', 'rest'],
];

const NARROW = `
@media (max-width: 40rem) {
  th { max-width: 11rem; }
  .rules tbody th { min-width: 12rem; }
  .bins th:first-child { min-width: 6.5rem; }
  .bins .group th { max-width: 16rem; }
  .bins .about { display: block; }
  .bins .range { display: block; margin: 0; }
  .bins tbody tr:not(.group) th { padding-left: .75rem; }
  .share-cell, .bins .share-cell, .tuples .share-cell { width: 5.5rem; min-width: 5.5rem; }
  .share-cell .bar { display: block; width: 100%; margin: .375rem 0; }
  .share-cell .share { display: block; width: auto; }
  .masthead { padding-block: 1.75rem 1.25rem; }
  .facts { gap: .625rem 1.5rem; }
  .terms > div { grid-template-columns: minmax(0, 1fr); }
  .heatmap th:first-child, .heatmap thead th:first-child { min-width: 8.125rem; max-width: 8.125rem; font-size: .8125rem; padding-inline: .75rem .375rem; hyphens: auto; }
  th, td { padding: .4375rem .5rem; }
  th:first-child, td:first-child { padding-left: .75rem; }
  .legend li { grid-template-columns: auto 1fr auto 3.25rem; gap: .5rem; }
}`;

const PRINT = `
@page { margin: 14mm 12mm; }
@media print {
  html { font-size: 10.5px; }
  body { background: #fff; }
  body, .heat, .swatch, .step, .bar { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  .wrap { max-width: none; padding-inline: 0; }
  .masthead { padding-block: 0 1rem; }
  nav, .skip { display: none; }
  main { padding-block: 0; }
  section { padding-top: 1.375rem; }
  h2, caption, summary { break-after: avoid; }
  tr, .legend, .bar-total, .callout, .alert, .terms > div { break-inside: avoid; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  .scale { break-after: avoid; }
  .scroll { overflow: visible; border: 0; border-radius: 0; }
  .scroll table { table-layout: auto; }
  th, td { padding: .3125rem .5rem; }
  .heatmap th:first-child { position: static; min-width: 0; }
  .heatmap thead th { min-width: 0; }
  .heatmap td, .heatmap tbody th { padding-block: .1875rem; }
  .bar-total { margin: .75rem 0; }
  .rules tbody th, .why, .share-cell, .bins th:first-child { min-width: 0; }
  .sum { border-color: #d8dfe3; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; opacity: 1; }
  summary { color: inherit; list-style: none; font-weight: 600; }
  summary::-webkit-details-marker { display: none; }
}`;

function heatRules(shades: readonly HeatShade[]): string {
  return shades
    .map(([background, text], index) => `.heat-${index + 1} { background: ${background}; color: ${text}; }`)
    .join('\n');
}

function fillRules(): string {
  return FILLS.map(
    ([className, color]) =>
      `.swatch.${className} { background: var(--${color}); } .bar .${className} { fill: var(--${color}); }`,
  ).join('\n');
}

/** The style sheet of a report: light and dark by the reader's preference, light on paper. */
export const STYLES = `
:root {${LIGHT}
}
${heatRules(HEAT_LIGHT)}
@media screen and (prefers-color-scheme: dark) {
:root {${DARK}
}
${heatRules(HEAT_DARK)}
}
${BASE}
${HEAD}
${RESULT}
${fillRules()}
${TABLES}
${HEATMAP}
${DETAILS}
${NARROW}
${PRINT}
`;
