import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { DatabaseClock } from '../database/database-clock.js';
import { Secrets } from '../database/secrets.js';
import { QUOTE_TTL_MS, quoteFromJson, quoteToJson } from './executable-quote.js';
import type { ExecutableQuote } from './executable-quote.js';

/** Longer than any route that we quote. */
const MAX_TOKEN = 2_048;

/** Quotes as signed, self-contained tokens: any process can check what any other handed out. */
@Injectable()
export class QuoteTokens implements OnModuleInit {
  private secret: Buffer = Buffer.alloc(0);

  constructor(
    private readonly secrets: Secrets,
    private readonly clock: DatabaseClock,
  ) {}

  async onModuleInit(): Promise<void> {
    this.secret = await this.secrets.get('quotes');
  }

  /** The `quoteId` of a quote, and when it expires. */
  issue(quote: Omit<ExecutableQuote, 'expiresAt'>): { quoteId: string; expiresAt: number } {
    const expiresAt = Math.floor(this.clock.now()) + QUOTE_TTL_MS;
    const payload = Buffer.from(JSON.stringify(quoteToJson({ ...quote, expiresAt }))).toString('base64url');
    return { quoteId: `${payload}.${this.sign(payload)}`, expiresAt };
  }

  /** The quote behind a `quoteId`, expired or not; undefined when we did not sign it. */
  read(quoteId: string): ExecutableQuote | undefined {
    if (quoteId.length > MAX_TOKEN) return undefined;
    const [payload = '', signature = '', ...rest] = quoteId.split('.');
    const expected = Buffer.from(this.sign(payload));
    const given = Buffer.from(signature);
    if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    return quoteFromJson(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  }

  hasExpired(quote: ExecutableQuote): boolean {
    return quote.expiresAt <= this.clock.now();
  }

  private sign(payload: string): string {
    return createHmac('sha256', this.secret).update(payload).digest('base64url');
  }
}
