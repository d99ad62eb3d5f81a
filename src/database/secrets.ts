import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from './database.js';

const MAKE = {
  name: 'secret_make',
  text: 'INSERT INTO secrets (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING',
};
const READ = { name: 'secret_read', text: 'SELECT value FROM secrets WHERE name = $1' };

/** Keys that all processes of an engine share: made once, kept in its database. */
@Injectable()
export class Secrets {
  constructor(private readonly database: Database) {}

  /** 32 random bytes, the same for every caller of this name. */
  async get(name: string): Promise<Buffer> {
    await this.database.query(MAKE, [name, randomBytes(32)]);
    const [row] = await this.database.query<{ value: Buffer }>(READ, [name]);
    if (!row) throw new Error(`secret ${name} is not in the database`);
    return row.value;
  }
}
