import { parseArgs } from 'node:util';
import { startEngineChild } from './demo/engine-child.js';
import { placeAndFollow } from './demo/place-and-follow.js';
import { paint } from './demo/paint.js';

const USAGE = `npm run demo -- [--exit]

Boots the engine, places one order and shows its life, stage by stage.
  --exit   end after the order is confirmed: code 0, or 1 if it is not
  --help   this text
`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { exit: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) {
    say(USAGE);
    return 0;
  }
  const engine = await startEngineChild(say);
  const stop = (): void => void engine.stop();
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    say(`\n${paint.bold('Selling 1 SOL for USDC')} on ${engine.url}\n`);
    const confirmed = await Promise.race([placeAndFollow(engine.url, say), engine.ended.then(() => false)]);
    if (values.exit) return confirmed ? 0 : 1;
    if (confirmed) say(farewell(engine.url));
    await engine.ended;
    return confirmed ? 0 : 1;
  } finally {
    await engine.stop();
  }
}

function farewell(url: string): string {
  return `
${paint.bold('The engine stays up.')} Ctrl-C ends it.
  API and examples   ${url}/docs
  Orders             ${url}/api/orders
  Pools              ${url}/api/pools
  Place another      curl -s ${url}/api/orders/execute -H 'content-type: application/json' \\
                       -d '{"fromToken":"SOL","toToken":"USDC","amount":"1"}'
                     then connect a WebSocket client to the wsUrl of the answer: only that starts it`;
}

main().then(
  (code) => (process.exitCode = code),
  (error: Error) => {
    process.stderr.write(`demo: ${error.message}\n`);
    if ((error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) process.stderr.write(`\n${USAGE}`);
    process.exitCode = 1;
  },
);
