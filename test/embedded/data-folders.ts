import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { processStamp } from '../../src/database/embedded/process-stamp.js';
import { eventually } from './eventually.js';

/** Temporary data folders, and the end of whatever server still runs in them. */
export class DataFolders {
  private readonly folders: string[] = [];

  /** @param mode of the folder, by default one that the server's user can enter when root runs the test */
  make(mode = 0o755): string {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'embedded-postgres-data-'));
    chmodSync(folder, mode);
    this.folders.push(folder);
    return folder;
  }

  /** Where the cluster of a data folder is. */
  clusterOf(folder: string): string {
    return path.join(this.relocated(folder) ?? folder, 'postgres');
  }

  /** The number of the server process that the cluster names, if that process lives. */
  serverPid(folder: string): number | undefined {
    try {
      const pid = Number(readFileSync(path.join(this.clusterOf(folder), 'postmaster.pid'), 'utf8').split('\n')[0]);
      return pid !== process.pid && processStamp(pid) !== undefined ? pid : undefined;
    } catch {
      return undefined;
    }
  }

  async removeAll(): Promise<void> {
    for (const folder of this.folders.splice(0)) {
      const pid = this.serverPid(folder);
      if (pid !== undefined) {
        process.kill(pid, 'SIGINT');
        await eventually('the server ends', () => (processStamp(pid) === undefined ? true : undefined));
      }
      const relocated = this.relocated(folder);
      for (const each of [relocated, folder]) {
        if (each !== undefined) rmSync(each, { recursive: true, force: true, maxRetries: 3 });
      }
    }
  }

  private relocated(folder: string): string | undefined {
    try {
      return readFileSync(path.join(folder, 'postgres-location.txt'), 'utf8').split('\n')[1];
    } catch {
      return undefined;
    }
  }
}
