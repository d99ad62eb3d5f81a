import { ConfigError, loadConfig } from '../config/load-config.js';
import type { AppConfig } from '../config/app-config.js';
import { withDatabase } from '../start-engine.js';

/** A line for people. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);

/**
 * Runs a command that needs the database (the embedded one is started, or joined where it runs) and ends the process
 * with the code that it resolves with; 1 and one readable line when it throws.
 */
export async function runCommand(name: string, command: (config: AppConfig) => Promise<number>): Promise<void> {
  try {
    const { config, leave } = await withDatabase(loadConfig(), say);
    try {
      process.exitCode = await command(config);
    } finally {
      await leave();
    }
  } catch (error) {
    say(error instanceof ConfigError ? error.message : `${name}: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
