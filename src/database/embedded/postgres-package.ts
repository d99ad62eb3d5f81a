import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { packageNameFor } from './package-name-for.js';

export interface PostgresPackage {
  /** Folder with bin, lib and share. */
  native: string;
  version: string;
}

/**
 * Finds the installed PostgreSQL binaries of this platform.
 *
 * @throws Error, readable as it is, for an unsupported platform or a package that is not installed
 */
export function postgresPackage(): PostgresPackage {
  const name = packageNameFor(process.platform, process.arch);
  if (name === undefined) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}: ` +
        'set DATABASE_URL to a PostgreSQL server of your own.',
    );
  }
  try {
    const root = path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..');
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: path.join(root, 'native'), version };
  } catch (cause) {
    throw new Error(
      `The embedded PostgreSQL needs the optional package ${name}, which is not installed: ` +
        'run npm install with optional dependencies, or set DATABASE_URL to a PostgreSQL server of your own.',
      { cause },
    );
  }
}
