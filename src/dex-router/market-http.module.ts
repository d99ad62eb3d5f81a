import { Module } from '@nestjs/common';
import { ChainModule } from '../chain/chain.module.js';
import { QuotesModule } from '../quotes/quotes.module.js';
import { DexRouterModule } from './dex-router.module.js';
import { MarketController } from './market.controller.js';
import { TransactionsController } from './transactions.controller.js';

/** The REST side of the market, for processes with the role `api`. */
@Module({
  imports: [DexRouterModule, ChainModule, QuotesModule],
  controllers: [MarketController, TransactionsController],
})
export class MarketHttpModule {}
