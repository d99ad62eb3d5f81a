import { ConfigError, loadConfig } from './config/load-config.js';
import { startEngine } from './start-engine.js';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** How long a shutdown may take before the process ends regardless. */
const SHUTDOWN_MS = 7_500;

async function main(): Promise<void> {
  const starting = startEngine(loadConfig(), say);
  let stopping = false;
  // Heard during the start too: an engine half started has to be stopped in order as well.
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    say(`${signal}: stopping`);
    setTimeout(() => {
      say(`not stopped within ${SHUTDOWN_MS} ms; ending as by a crash, which loses nothing`);
      process.exit(1);
    }, SHUTDOWN_MS).unref();
    starting
      .then((engine) => engine.stop())
      .then(
        () => process.exit(0),
        (error: Error) => {
          say(`stopping failed: ${error.message}`);
          process.exit(1);
        },
      );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const engine = await starting;
  if (engine.url !== undefined) say(`order execution engine on ${engine.url} (docs: ${engine.url}/docs)`);
  else say(`order execution engine runs as ${engine.config.roles.join(', ')}`);
}

main().catch((error: unknown) => {
  say(error instanceof ConfigError ? error.message : `the engine cannot start: ${(error as Error).message}`);
  process.exit(1);
});
