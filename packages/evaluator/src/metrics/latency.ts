import { z } from 'zod';
import { metricPlugin } from '../metric.ts';
import { scored } from '../score.ts';

/** Every turn was answered in time. */
export const latency = metricPlugin({
  name: 'latency',
  apiVersion: 1,
  options: z.strictObject({
    max_ms: z.number().min(0).describe('For a turn, tool calls included; inclusive.'),
  }),
  create: ({ max_ms }) => ({
    kind: 'pass_fail',
    judgesAnswer: false,
    score: ({ result }) => {
      const slowest = Math.max(0, ...result.turns.map(({ latency_ms }) => latency_ms));
      const isMet = slowest <= max_ms;
      return [
        scored(isMet ? 1 : 0, `The slowest turn took ${slowest} ms; ${max_ms} ms are allowed.`, {
          latency_ms: slowest,
        }),
      ];
    },
  }),
});
