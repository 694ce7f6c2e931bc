import { wordsOf } from './words.ts';

const ACKNOWLEDGING =
  /^(?:(?:yes|yep|yeah|yup|no|nope|ok|okay|sure|thanks|thank|you|thx|ty|great|perfect|that|is|it|all|bye|goodbye|correct|right|fine|good|cool|alright|hi|hello|hey|please|so|much|very|well|awesome)\s*)+$/;
const GREETING =
  /^(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|dear \w+|there|team|sir|madam|how are you(?: doing)?(?: today)?|i (?:need|want) (?:some )?help|can you help me|help|please|\s)+$/;
const CORRECTION =
  /\b(?:actually|wait|sorry|oops|i mean|my mistake|never ?mind|scratch that|on second thought|i meant|correction|wrong (?:number|one|order|email|date)|instead of|changed? my mind)\b/i;
const IRRITATION =
  /\b(?:ridiculous|frustrat\w*|unacceptable|angry|upset|terrible|awful|horrible|worst|disappoint\w*|annoy\w*|furious|scam\w*|useless|pathetic|joke|fed up|sick of|wtf|damn|hell|stupid|disgust\w*|never again)\b|!{2,}|\?{2,}/i;

/** Words of a test plan, which no customer says, and slots that nobody filled. */
const TEST_PLAN = [
  'out[-_ ]of[-_ ]policy',
  'within[-_ ]policy',
  'near[-_ ](?:limit|edge)',
  'policy[-_ ]boundary',
  String.raw`price[-_ ]sensitiv\w*`,
  'brand[-_ ]bias',
  'brand[-_ ]agnostic',
  'on (?:price|brand), ',
  'availability is',
  'sold_out',
  'in_stock',
  'limited_stock',
  'test case',
  'scenario',
  'edge case',
  'adversarial',
  'happy path',
  'golden',
  'use case',
  'placeholder',
  'lorem',
];
const BRACKETS = [String.raw`\{\{`, String.raw`\[[a-z_ ]+\]`, '<[a-z_]+>'];
const patternOf = (parts: readonly string[]): RegExp =>
  new RegExp(String.raw`(?:^|[^\p{L}])(?:${parts.join('|')})`, 'iu');
const TEST_PLAN_WORDS = patternOf(TEST_PLAN);
const OPEN_SLOT = patternOf(BRACKETS);

const plain = (text: string): string => wordsOf(text).join(' ');

/** Only yes, no, thanks and their like. */
export function isAcknowledging(text: string): boolean {
  return ACKNOWLEDGING.test(plain(text));
}

/** A message that asks or tells something: four words or more, neither a greeting nor an acknowledgement. */
export function saysSomething(text: string): boolean {
  const words = plain(text);
  return words.split(' ').length >= 4 && !ACKNOWLEDGING.test(words) && !GREETING.test(words);
}

/** The customer takes something back. */
export function correctsItself(text: string): boolean {
  return CORRECTION.test(text);
}

/** The customer is annoyed. */
export function isIrritated(text: string): boolean {
  return IRRITATION.test(text);
}

/** The text holds words of a test plan. */
export function holdsTestPlanWords(text: string): boolean {
  return TEST_PLAN_WORDS.test(text);
}

/** The text holds a template's slot that nobody filled. */
export function holdsOpenSlot(text: string): boolean {
  return OPEN_SLOT.test(text);
}
