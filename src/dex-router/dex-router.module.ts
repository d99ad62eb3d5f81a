import { Module } from '@nestjs/common';
import { ChainModule } from '../chain/chain.module.js';
import { DexRouter } from './dex-router.js';

/** Quotes and routes. */
@Module({ imports: [ChainModule], providers: [DexRouter], exports: [DexRouter] })
export class DexRouterModule {}
