import { readFileSync } from 'node:fs';
import { processExists } from './process-exists.js';

/**
 * What tells a running process from a later one with the same number (its start in clock ticks since boot; empty
 * where the system does not tell). Undefined when no such process runs; a zombie does not.
 */
export function processStamp(pid: number): string | undefined {
  if (!processExists(pid)) return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may itself hold spaces and parentheses; the state is the first field after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : (fields[19] ?? '');
  } catch {
    return '';
  }
}
