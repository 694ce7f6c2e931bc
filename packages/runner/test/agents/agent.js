// An agent that speaks JSON lines. Its manners come from the words of the customer, so that one process can show several.
import { appendFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const log = process.argv[2];
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const reply = (text) => say({ type: 'reply', text });

const MANNERS = {
  hang: () => undefined,
  exit: () => {
    process.stderr.write('out of \u001b[31mcheese\n');
    process.exit(3);
  },
  flood: () => {
    const more = () => {
      while (process.stdout.write('x'.repeat(65_536)));
      process.stdout.once('drain', more);
    };
    more();
  },
  chatter: () => {
    reply('One.');
    for (let line = 0; line < 100; line++) reply('And another thing.');
  },
  garbage: () => process.stdout.write('Welcome to the agent!\n'),
  typeless: () => say({ text: 'Hi.' }),
  shapeless: () => say({ type: 'reply', words: 'Hi.' }),
  binary: () => process.stdout.write(Buffer.from([0xff, 0xfe, 0x00, 0x0a])),
  orphan: () => {
    // A child of its own, which keeps the pipes open when the agent is gone.
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
    appendFileSync(log, `orphan ${child.pid}\n`);
    process.exit(0);
  },
  deaf: () => {
    process.stdin.pause();
    setInterval(() => undefined, 1_000);
  },
  split: () => {
    const text = `${JSON.stringify({ type: 'reply', text: 'Gruß in pieces' })}\n`;
    const bytes = Buffer.from(text);
    bytes.forEach((_, at) => setTimeout(() => process.stdout.write(bytes.subarray(at, at + 1)), at));
  },
  call: () => say({ type: 'calls', calls: [{ id: '1', tool: 'nothing', arguments: {} }] }),
  loop: () => say({ type: 'calls', calls: [{ id: '1', tool: 'nothing', arguments: {} }] }),
};

let manner = '';
let opened;
createInterface({ input: process.stdin }).on('line', (line) => {
  const message = JSON.parse(line);
  if (message.type === 'open') opened = message;
  if (message.type === 'close') opened = undefined;
  if (message.type === 'user') {
    if (log) appendFileSync(log, `asked ${message.text}\n`);
    manner = message.text.split(' ').at(-1);
    if (MANNERS[manner]) MANNERS[manner]();
    else
      setTimeout(
        () => reply(`${process.pid} ${Object.keys(opened).join()} ${message.text}`),
        Number(manner) || 0,
      );
  }
  if (message.type === 'results') {
    if (manner === 'loop') MANNERS.loop();
    else reply(JSON.stringify(message.results));
  }
});
