import { errorCode } from './error-code.js';

/** Whether the system knows a process of that number, even as a zombie: what PostgreSQL itself takes for running. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
