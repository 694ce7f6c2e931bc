import type { VerticalSources } from '../src/vertical.ts';

/** The library, with members who ask for something else before they ask to renew: behavior `double`. */
export function askingMore(sources: VerticalSources): VerticalSources {
  const behaviors = sources.behaviors.value;
  const turns = [
    { acts: ['second-intent'], agent: 'answer' as const },
    { acts: ['request'], agent: 'answer' as const },
  ];
  const deals = { missing: false, slip: false, constraints: 0, attack: false, attack_order: [] };
  const double = { id: 'double', deals, plans: [{ id: 'two', weight: 1, turns }] };
  const [library] = sources.playbooks;
  if (library === undefined) throw new Error('The library has a playbook.');
  const { value } = library;
  const playbook = {
    ...value,
    second_intents: SECOND_INTENTS,
    goals: { ...value.goals, double: 'Keep the book, and ask about another.' },
    wording: {
      ...value.wording,
      requests: { ...value.wording.requests, double: value.wording.requests['plain']! },
    },
  };
  return {
    ...sources,
    taxonomy: {
      ...sources.taxonomy,
      behaviors: [...sources.taxonomy.behaviors, { id: 'double', name: 'Double' }],
    },
    behaviors: {
      ...sources.behaviors,
      value: { ...behaviors, behaviors: [...behaviors.behaviors, double] },
    },
    playbooks: [{ ...library, value: playbook }],
  };
}

const SECOND_INTENTS: VerticalSources['playbooks'][number]['value']['second_intents'] = [
  {
    id: 'other-loan',
    when: { card_days_left: { min: 0 } },
    says: ['When is {{ other_book.title }} due?'],
    replies: ['{{ other_book.title }} is due on {{ other_loan.due_at | date }}.'],
    text: 'Says that {{ other_book.title }} is due on {{ other_loan.due_at | date }}.',
    policies: [],
    actions: [{ tool: 'get_loan', arguments: { loan_id: '$other_loan.loan_id' } }],
    communicates: [{ kind: 'date', value: '$other_loan.due_at' }],
    mentions: [],
  },
  {
    id: 'reserve-other',
    says: ['Reserve {{ other_book.title }} for me too.'],
    replies: ['{{ other_book.title }} is on hold for you.'],
    text: 'Places a hold on {{ other_book.title }}.',
    policies: ['loans.renewal'],
    actions: [{ tool: 'place_hold', arguments: { book_id: '$other_book.book_id' } }],
    communicates: [],
    mentions: [['on hold', 'reserved']],
  },
];
