import { agentView } from '@covergrid/worlds';
import { expect, test } from 'vitest';
import { domains, keptPoints, vertical, writeSet } from './commerce-set.ts';
import { decodeBins, WordReader } from './decode-bins.ts';
import { RECORD_READERS } from './read-records.ts';

const records = writeSet(keptPoints, { seed: 1 });

test.each(domains)('every bin of %s can be told from conversation and world', (domain) => {
  const words = new WordReader(vertical.playbooks.get(domain)!);
  const ofDomain = records.filter(({ conversation }) => conversation.domain === domain);
  expect(ofDomain.length).toBeGreaterThan(100);
  const told = ofDomain.map(({ conversation }) => {
    const bins = decodeBins(agentView(conversation), conversation.world, words, RECORD_READERS[domain]!);
    return { ...bins, said: conversation.turns.map(({ text }) => text) };
  });
  expect(told).toEqual(
    ofDomain.map(({ conversation: { axes, turns } }) => ({ ...axes, said: turns.map(({ text }) => text) })),
  );
});
