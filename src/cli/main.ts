import { CommanderError } from 'commander';
import { EngineError } from '../client/index.js';
import { EXIT } from './exit-code.js';
import { paint } from './paint.js';
import { programOf } from './program.js';

/** Runs the command line that this process was started with. `version`: of the package; sets the exit code. */
export async function main(version: string): Promise<void> {
  const stop = new AbortController();
  let stoppedBy: number = EXIT.interrupted;
  const stopBy = (code: number) => (): void => {
    if (!stop.signal.aborted) stoppedBy = code;
    stop.abort(new Error('interrupted'));
  };
  process.once('SIGINT', stopBy(EXIT.interrupted));
  process.once('SIGTERM', stopBy(EXIT.terminated));
  // Whoever reads our output may have seen enough (`| head`).
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? EXIT.ok : 1));

  const program = programOf(version, stop.signal, async (command, context) => {
    try {
      process.exitCode = await command(context);
    } catch (error) {
      if (stop.signal.aborted) {
        process.exitCode = stoppedBy;
        return;
      }
      process.exitCode = exitCodeOf(error);
      if (context.json) process.stdout.write(`${JSON.stringify(errorView(error))}\n`);
      else context.note(paint.red(wordsOf(error)));
    }
  });
  program.exitOverride();
  for (const command of program.commands) command.exitOverride();

  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.refused;
  }
}

function exitCodeOf(error: unknown): number {
  return error instanceof EngineError && error.code === 'UNREACHABLE' ? EXIT.unreachable : EXIT.refused;
}

function wordsOf(error: unknown): string {
  if (!(error instanceof EngineError)) return String(error);
  return error.code === 'UNREACHABLE'
    ? `${error.message}; start one with npm start, or say where it is with --url`
    : `${error.code}: ${error.message}`;
}

function errorView(error: unknown): unknown {
  return error instanceof EngineError
    ? { error: { code: error.code, message: error.message, ...(error.problem ? { problem: error.problem } : {}) } }
    : { error: { code: 'FAILED', message: String(error) } };
}
