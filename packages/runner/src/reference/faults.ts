import { ATTACK_FAULTS } from './attack-faults.ts';
import { CONDUCT_FAULTS } from './conduct-faults.ts';
import { DECISION_FAULTS } from './decision-faults.ts';
import type { Fault } from './fault.ts';

/** Every fault that can be planted in the perfect agent. */
export const FAULTS: readonly Fault[] = [...DECISION_FAULTS, ...CONDUCT_FAULTS, ...ATTACK_FAULTS];
