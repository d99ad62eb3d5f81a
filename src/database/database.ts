import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Pool } from 'pg';
import { DomainError } from '../common/domain-error.js';

/** A statement that each connection prepares once, under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  /** How long it may take, ms, where that is more than what a client would wait for. */
  readonly query_timeout?: number;
}

/** SQLSTATE classes of a server that is away, starting, stopping, full or read-only: nothing is wrong with the request. */
const AWAY = /^(08|53|57P|25006|58)/;
const CONNECTION_ERRORS =
  /ECONN|EPIPE|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|EAI_AGAIN|ENOTFOUND|Connection terminated|timeout expired|timeout exceeded|Query read timeout|not queryable/i;

/** Whether an error says that the database is away (so that the outcome of a write is not known). */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && (AWAY.test(code) || CONNECTION_ERRORS.test(code))) return true;
  return typeof message === 'string' && CONNECTION_ERRORS.test(message);
}

/** Whether it stands still rather than being gone: a new connection would wait in vain, too. */
export function isDatabaseSilent(error: unknown): boolean {
  return error instanceof Error && /timeout/i.test(error.message);
}

/** Prepared statements on the pool that TypeORM keeps. */
@Injectable()
export class Database {
  constructor(private readonly source: DataSource) {}

  /** Runs a statement. Rejects with the driver's error. */
  async query<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    const pool = (this.source.driver as unknown as { master: Pool }).master;
    const result = await pool.query({ ...statement, values: values as unknown[] });
    return result.rows as Row[];
  }

  /** The same for answering a client. @throws DomainError UNAVAILABLE while the database is away. */
  async answer<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    return await orUnavailable(this.query<Row>(statement, values));
  }
}

/** Turns "the database is away" into the domain error that clients understand. */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    throw new DomainError('UNAVAILABLE', 'the database does not answer now; nothing was changed that we know of');
  }
}
