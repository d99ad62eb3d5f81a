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
import { SimulatedTransactions } from './simulated/simulated-transactions.js';
import { SlotLoop } from './simulated/slot-loop.js';
import { Waiters } from './simulated/waiters.js';
import { TransactionHistory } from './transactions.js';

/** Which chain orders are executed on. */
@Module({
  imports: [DatabaseModule],
  providers: [
    { provide: Chain, useExisting: SimulatedChain },
    { provide: CandleHistory, useExisting: SimulatedCandles },
    { provide: TransactionHistory, useExisting: SimulatedTransactions },
    SimulatedChain,
    SimulatedCandles,
    SimulatedTransactions,
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
  exports: [Chain, CandleHistory, TransactionHistory, FaultScript],
})
export class ChainModule {}
