import { ConfigError, loadConfig } from './config/load-config.js';
import { startEngine } from './start-engine.js';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** How long a shutdown may take before the process ends regardless. */
const SHUTDOWN_MS = 8_000;

async function main(): Promise<void> {
  const engine = await startEngine(loadConfig(), say);
  if (engine.url !== undefined) say(`order execution engine on ${engine.url} (docs: ${engine.url}/docs)`);
  else say(`order execution engine runs as ${engine.config.roles.join(', ')}`);
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    say(`${signal}: stopping`);
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
    engine.stop().then(
      () => process.exit(0),
      (error: Error) => {
        say(`stopping failed: ${error.message}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  say(error instanceof ConfigError ? error.message : `the engine cannot start: ${(error as Error).message}`);
  process.exit(1);
});
