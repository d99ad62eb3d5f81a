import { Module } from '@nestjs/common';
import { DatabaseModule } from '../database/database.module.js';
import { QuoteTokens } from './quote-tokens.js';

/** Quotes that can be executed as they were shown. */
@Module({ imports: [DatabaseModule], providers: [QuoteTokens], exports: [QuoteTokens] })
export class QuotesModule {}
