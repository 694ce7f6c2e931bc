import type { Exclusions, Taxonomy } from '@covergrid/taxonomy';
import type { Manifest } from '@covergrid/enumerator';
import { html, type Html } from './html.ts';
import { name } from './section.ts';

/** What is told of a grid; the hash of a plan where the page depends on what is listed too. */
type Told = Pick<Manifest, 'generator' | 'seed' | 'taxonomy' | 'exclusions'> & {
  readonly plan_sha256?: string;
};

/** The head of a page: its kind, what was planned, and the versions, seed and hashes that reproduce it. */
export function masthead(kind: string, manifest: Told, taxonomy: Taxonomy, exclusions: Exclusions): Html {
  const { generator, seed, plan_sha256 } = manifest;
  const plan = plan_sha256 !== undefined && html` ${fact('Plan', undefined, plan_sha256)}`;
  return html`<header class="masthead">
    <div class="wrap">
      <p class="kicker">${kind}</p>
      <h1>${name(taxonomy.title ?? taxonomy.id)}</h1>
      ${taxonomy.description !== undefined && html`<p class="lead">${name(taxonomy.description)}</p>`}
      <dl class="facts">
        ${fact('Vertical', html`${manifest.taxonomy.id} <span class="version">${manifest.taxonomy.version}</span>`, manifest.taxonomy.sha256)}
        ${fact('Exclusions', html`${exclusions.title === undefined ? manifest.exclusions.id : name(exclusions.title)} <span class="version">${manifest.exclusions.version}</span>`, manifest.exclusions.sha256)}
        ${fact('Made by', html`${generator.name} <span class="version">${generator.version}</span>`)}
        ${fact('Seed', html`${seed}`)}${plan}
      </dl>
    </div>
  </header> `;
}

function fact(term: string, text: Html | undefined, sha256?: string): Html {
  const short =
    sha256 !== undefined && html`<span class="hash" title="SHA-256 ${sha256}">${sha256.slice(0, 12)}</span>`;
  return html`<div>
    <dt>${term}</dt>
    <dd>${text}${text !== undefined && short !== false && ' '}${short}</dd>
  </div>`;
}
