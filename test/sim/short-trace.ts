import type { Report } from './world/world.js';

const MOST = 80;
/** What happens to all. */
const GENERAL = /dies|starts|stands still|forgets|is off by|storm/;

/** Of a run that broke something the lines about the orders and clients concerned, and about what happened to all. */
export function shortTrace({ broken, trace }: Report): string[] {
  const [fault = ''] = broken;
  const client = /^client \d+/.exec(fault)?.[0];
  const order = /#[0-9]+/.exec(fault)?.[0] ?? nameFor(client, trace);
  const owner = client ?? /client \d+/.exec(trace.find((line) => line.endsWith(`has ${order}`)) ?? '')?.[0];
  const concerned = [order, owner].flatMap((name) => (name === undefined ? [] : [new RegExp(`${name}(?![0-9])`)]));
  const lines = trace.filter((line) => GENERAL.test(line) || concerned.some((name) => name.test(line)));
  return lines.length > MOST ? [`(${lines.length - MOST} lines before)`, ...lines.slice(-MOST)] : lines;
}

function nameFor(client: string | undefined, trace: readonly string[]): string | undefined {
  if (client === undefined) return undefined;
  const line = trace.find((told) => told.includes(`${client} has #`));
  return line && /#[0-9]+/.exec(line)?.[0];
}
