const VERDICTS = { allow: 'kept', partial: 'irrelevant', deny: 'regulatory' };

/** What a report on conversations adds to the style sheet of all reports. */
export const CONVERSATIONS_STYLES = `
.gap { font-size: .875rem; }
.heatmap td.gap { text-align: left; padding-inline: .75rem; border-radius: 3px; }
.scale .part { display: inline-flex; align-items: center; gap: .5rem; margin-right: .5rem; }
.datasets code, .counts code, .crossed code { overflow-wrap: anywhere; }
.counts .about { margin-left: .5rem; color: var(--muted); font-weight: 400; font-size: .8125rem; }
.counts .share-cell { width: 40%; }
.crossed thead th { min-width: 5.5rem; }
.words th[scope="row"] { min-width: 13rem; }
.words tbody td { vertical-align: middle; }
.range-cell { min-width: 11rem; width: 26%; vertical-align: middle; }
.range { display: block; width: 100%; height: 1.25rem; }
.range .track { fill: var(--track); }
.range-fail { fill: var(--warning); opacity: .35; }
.range-target { fill: var(--good); opacity: .75; }
.range-people { fill: var(--muted); }
.range-value { fill: var(--ink); stroke: var(--surface); stroke-width: 4; paint-order: stroke; }
.key { display: inline-block; width: 1.25rem; height: .625rem; }
.key-here { width: .25rem; height: 1rem; background: var(--ink); }
.key-target { background: var(--good); opacity: .75; }
.key-people { background: var(--muted); height: .3125rem; }
.key-fails { background: var(--warning); opacity: .35; }
.verdict-met { color: var(--good); }
.verdict-short, .verdict-failed { color: var(--warning); font-weight: 600; }
.verdict-met, .verdict-short, .verdict-failed { white-space: nowrap; }
.sample { margin: 0 0 1.5rem; padding: 1rem 1.25rem; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; }
.sample h4 { margin: .75rem 0 .25rem; font-size: .875rem; color: var(--muted); font-weight: 600; }
.transcript { margin: 0 0 .75rem; padding: 0; list-style: none; }
.says { max-width: 46rem; margin: 0 0 .5rem; padding: .5rem .75rem; border-radius: 6px; background: var(--page); }
.says span { white-space: pre-line; }
.says b { display: block; font-size: .8125rem; font-weight: 600; color: var(--muted); }
.reply { margin-left: 2rem; background: none; border: 1px solid var(--line); }
.reply.waits { padding: 0 0 0 .75rem; border: 0; }
.waits b { font-weight: 400; }
.demands { margin: 0 0 .75rem 2rem; padding-left: 1.25rem; font-size: .8125rem; color: var(--muted); }
.lines { margin: 0; padding: 0; list-style: none; font-size: .875rem; }
.lines li { padding: .125rem 0; }
${Object.entries(VERDICTS)
  .map(
    ([verdict, color]) =>
      `.swatch.verdict-${verdict} { background: var(--${color}); } .bar .verdict-${verdict} { fill: var(--${color}); }`,
  )
  .join('\n')}
@media (max-width: 40rem) {
  .counts .share-cell { width: 5.5rem; }
  .reply, .demands { margin-left: .75rem; }
  .words th[scope="row"] { min-width: 8rem; }
  .range-cell { min-width: 8rem; }
  .crossed th:first-child { min-width: 9rem; }
  .datasets th:first-child { min-width: 11rem; }
}
@media print { .sample { break-inside: avoid-page; } .range, .key { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
`;
