import { parseArgs } from 'node:util';
import { EngineChild } from './demo/engine-child.js';
import { paint } from '../cli/paint.js';
import { placeAndFollow } from './demo/place-and-follow.js';

const USAGE = `npm run demo -- [--exit]

Boots the engine, places one order and shows its life, stage by stage.
  --exit   end after the order: code 0 if it was confirmed, else 1
  --help   this text
`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

// The engine is stopped in order even when nobody reads any more (`npm run demo | head`).
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { exit: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) {
    say(USAGE);
    return 0;
  }
  const engine = await EngineChild.start();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void engine.stop());
  say('starting the engine …');
  try {
    const url = await engine.ready();
    if (engine.stopping) return 1;
    say(`\n${paint.bold('Selling 1 SOL for USDC')} on ${url}\n`);
    const confirmed = await Promise.race([placeAndFollow(url, say), engine.ended.then(() => false)]);
    if (values.exit) return confirmed ? 0 : 1;
    if (!engine.stopping) say(farewell(url));
    await engine.ended;
    return confirmed && engine.stopping ? 0 : 1;
  } catch (error) {
    // Whoever asked for the end knows why nothing more came.
    if (engine.stopping) return 1;
    throw error;
  } finally {
    await engine.stop();
  }
}

function farewell(url: string): string {
  const socket = `${url.replace(/^http/, 'ws')}/ws`;
  return `
${paint.bold('The engine stays up.')} Ctrl-C ends it.
  Try the API        ${url}/docs
  Orders             ${url}/api/orders
  Quotes             ${url}/api/quotes?fromToken=SOL&toToken=USDC&amount=1
  Stage an order     curl -s ${url}/api/orders/execute -H 'content-type: application/json' \\
                       -d '{"fromToken":"SOL","toToken":"USDC","amount":"1"}'
    and run it       npx wscat -c '<wsUrl of the answer>'
  Both in one        npx wscat -c '${socket}?fromToken=SOL&toToken=USDC&amount=1&clientOrderId=mine-1'
  Watch all orders   npx wscat -c ${socket}`;
}

main().then(
  (code) => (process.exitCode = code),
  (error: Error) => {
    process.stderr.write(`demo: ${error.message}\n`);
    if ((error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) process.stderr.write(`\n${USAGE}`);
    process.exitCode = 1;
  },
);
