import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { TransactionHistory } from '../chain/transactions.js';
import { DomainError } from '../common/domain-error.js';
import { ApiProblems, DATABASE_AWAY } from '../common/problem.dto.js';
import { TransactionDto } from './transaction.dto.js';
import { NO_TRANSACTION, TRANSACTION_EXAMPLE } from './transaction.examples.js';
import { toTransactionView } from './transaction.view.js';

/** 64 bytes in base 58. */
const SIGNATURE = /^[1-9A-HJ-NP-Za-km-z]{64,88}$/;

/** What the chain has included, with all that it takes to check it. */
@ApiTags('market')
@Controller('api/transactions')
export class TransactionsController {
  constructor(private readonly history: TransactionHistory) {}

  /** A transaction by its signature, each leg with its pool as it was right before. */
  @Get(':signature')
  @ApiOperation({
    summary: 'Check a transaction',
    description:
      'What landed, leg by leg, each with its pool as it was right before: enough to compute the amounts again.',
  })
  @ApiParam({ name: 'signature', type: String, example: TRANSACTION_EXAMPLE.signature })
  @ApiOkResponse({ type: TransactionDto, description: 'The transaction.', example: TRANSACTION_EXAMPLE })
  @ApiProblems('/api/transactions/x', NO_TRANSACTION, DATABASE_AWAY)
  async transaction(@Param('signature') signature: string) {
    const found = SIGNATURE.test(signature) ? await this.history.transaction(signature) : undefined;
    if (!found) throw new DomainError(NO_TRANSACTION.code, NO_TRANSACTION.detail);
    return toTransactionView(found);
  }
}
