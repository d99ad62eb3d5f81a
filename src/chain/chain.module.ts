import { Module } from '@nestjs/common';
import { DatabaseModule } from '../database/database.module.js';
import { CandleHistory } from './candles.js';
import { Chain } from './chain.js';
import { BlockProducer } from './simulated/block-producer.js';
import { SimulatedCandles } from './simulated/candles/simulated-candles.js';
import { ChainFollower } from './simulated/chain-follower.js';
import { ChainReader } from './simulated/chain-reader.js';
import { ChainView } from './simulated/chain-view.js';
import { FaultScript } from './simulated/fault-script.js';
import { Faults } from './simulated/faults.js';
import { LedgerStore } from './simulated/ledger-store.js';
import { SimulatedChain } from './simulated/simulated-chain.js';
import { SlotLoop } from './simulated/slot-loop.js';
import { Waiters } from './simulated/waiters.js';

/** Which chain orders are executed on. */
@Module({
  imports: [DatabaseModule],
  providers: [
    { provide: Chain, useExisting: SimulatedChain },
    { provide: CandleHistory, useExisting: SimulatedCandles },
    SimulatedChain,
    SimulatedCandles,
    BlockProducer,
    ChainFollower,
    ChainReader,
    ChainView,
    FaultScript,
    Faults,
    LedgerStore,
    SlotLoop,
    Waiters,
  ],
  exports: [Chain, CandleHistory, FaultScript],
})
export class ChainModule {}
