import { EngineClient } from '../client/index.js';
import { settings } from './settings.js';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly url: string;
  readonly json?: boolean;
}

/** What a command works with. */
export interface Context {
  readonly client: EngineClient;
  /** Ends with Ctrl-C. */
  readonly signal: AbortSignal;
  /** One JSON object per line instead of words. */
  readonly json: boolean;
  /** Prints a result: the lines for people, or the value as JSON. */
  print(value: unknown, lines: () => readonly string[]): void;
  /** For people only, beside the results. */
  note(line: string): void;
}

const RETRY = { baseMs: 200, maxMs: 2_000, attempts: 5 };

export function contextOf({ url, json = false }: GlobalOptions, signal: AbortSignal): Context {
  return {
    client: new EngineClient({
      url,
      retry: RETRY,
      ...(settings.apiKey === undefined ? {} : { apiKey: settings.apiKey }),
    }),
    signal,
    json,
    print: (value, lines) => {
      const text = json ? [JSON.stringify(value)] : lines();
      for (const line of text) process.stdout.write(`${line}\n`);
    },
    note: (line) => void process.stderr.write(`${line}\n`),
  };
}
