import type { ProblemExample } from '../common/problem.dto.js';
import type { TransactionDto } from './transaction.dto.js';

export const TRANSACTION_EXAMPLE: TransactionDto = {
  signature: '4coGr1o8bJf8nCRQ8CaJ6JDCa3HzeSHwKr7JSMREbu9K2GaiNHx6EW5fBZgQWPmGwANdtfjm42fLRzV8bHNSqtfh',
  reference: '019ab3c4-5d6e-7f80-91a2-b3c4d5e6f708:0',
  status: 'landed',
  slot: 86_413,
  time: '2026-01-01T09:36:05.000Z',
  position: 0,
  lastValidSlot: 86_562,
  fromToken: 'SOL',
  toToken: 'USDC',
  amountIn: '1.5',
  minAmountOut: '243.424402',
  amountOut: '244.647641',
  legs: [
    {
      venue: 'raydium-cpmm',
      pool: '3jjYdbHW2QzzB9oQsWSmParmPiaGy9RqFs6Qzszjavv6',
      tokens: ['SOL', 'USDC'],
      fromToken: 'SOL',
      toToken: 'USDC',
      amountIn: '1.5',
      amountOut: '244.647641',
      fee: '0.00375',
      feeToken: 'SOL',
      poolBefore: {
        reserveA: '40078005886982',
        reserveB: '6553287000000',
        tradeFeePpm: '2500',
        protocolFeePpm: '120000',
        fundFeePpm: '40000',
        protocolFeesA: '0',
        protocolFeesB: '0',
        fundFeesA: '0',
        fundFeesB: '0',
      },
    },
  ],
};

export const NO_TRANSACTION: ProblemExample = {
  code: 'TRANSACTION_NOT_FOUND',
  detail: 'the chain has included no transaction of this signature',
};
