import { Module } from '@nestjs/common';
import { ChainModule } from '../chain/chain.module.js';
import { DexRouterModule } from './dex-router.module.js';
import { MarketController } from './market.controller.js';

/** The REST side of the market, for processes with the role `api`. */
@Module({ imports: [DexRouterModule, ChainModule], controllers: [MarketController] })
export class MarketHttpModule {}
