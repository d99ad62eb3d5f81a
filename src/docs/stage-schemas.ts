import type { StageData } from '../client/stage-data.js';
import { listOf, objectOf, refTo } from './json-schema.js';
import type { JsonSchema } from './json-schema.js';

/** A schema for every field that the client's type of this stage has, and for no other. */
type Fields<T> = { readonly [Name in keyof Required<T>]: JsonSchema };

const text = (description: string): JsonSchema => ({ type: 'string', description });
const amount = (description: string): JsonSchema => ({ ...text(description), pattern: '^\\d+(\\.\\d+)?$' });
const count = (description: string): JsonSchema => ({ type: 'integer', minimum: 0, description });
const time = (description: string): JsonSchema => ({ ...text(description), format: 'date-time' });

const slippageBps = count('How far below the first quote the output may fall, in hundredths of a per cent.');
const legs: JsonSchema = { ...listOf(refTo('RouteLeg')), description: 'What is swapped where, in one transaction.' };
const signature = text('Signature of the transaction.');
const end = {
  code: text('Why, for programs.'),
  reason: text('Why, for people, with figures.'),
  attempts: count('How often it was tried.'),
};

const FIELDS: { readonly [Stage in keyof StageData]: Fields<StageData[Stage]> } = {
  pending: {
    orderType: text('What kind of order it is.'),
    fromToken: text('Symbol of the token that is sold.'),
    toToken: text('Symbol of the token that is bought.'),
    amount: amount('How much of `fromToken` to sell, in whole tokens.'),
    slippageBps,
    clientOrderId: text('Your own id of the order, if you gave one.'),
    quoteExpiresAt: time('Where a quote is to be executed as it was shown: until when it holds.'),
  },
  retrying: {
    code: text('Why the attempt failed, for programs.'),
    reason: text('Why, for people, with figures.'),
    delayMs: { type: 'number', minimum: 0, description: 'How long until the next attempt, ms.' },
    attempt: { ...count('Which attempt failed.'), minimum: 1 },
    maxAttempts: { ...count('How many there can be.'), minimum: 1 },
  },
  routing: {
    quotes: { ...listOf(refTo('VenueQuote')), description: 'What every venue offered.' },
    route: { anyOf: [refTo('Route'), { type: 'null' }], description: 'The route chosen; null where there is none.' },
  },
  building: {
    minAmountOut: amount('The least output that is accepted, in whole `toToken`.'),
    toToken: text('Symbol of the token that is bought.'),
    slippageBps,
    legs,
  },
  submitted: {
    signature,
    submittedSlot: count('Slot of the chain in which it was sent.'),
    lastValidSlot: count('After this slot the transaction can no longer land.'),
  },
  confirmed: {
    signature,
    slot: count('Slot of the chain in which it landed.'),
    amountIn: amount('What was sold, in whole `fromToken`.'),
    amountOut: amount('What was bought, in whole `toToken`.'),
    fromToken: text('Symbol of the token that was sold.'),
    toToken: text('Symbol of the token that was bought.'),
    executedPrice: amount('Whole `toToken` per whole `fromToken`.'),
    feesPaid: {
      description: 'Fees, by leg.',
      ...listOf(
        objectOf({
          venue: text('The venue that took it.'),
          pool: text('The pool that took it.'),
          token: text('Symbol of the token that it was taken in.'),
          amount: amount('In whole tokens.'),
        }),
      ),
    },
    slippageBps: { type: 'number', description: 'How far below the quote it came, in bps; negative: above it.' },
    fills: { ...listOf(refTo('RouteLeg')), description: 'What each leg really swapped.' },
  },
  failed: end,
  cancelled: end,
  expired: end,
};

const OPTIONAL: Partial<Record<keyof StageData, readonly string[]>> = { pending: ['clientOrderId', 'quoteExpiresAt'] };

/** What `data` holds at each stage. */
export function dataSchemaOf(stage: keyof StageData): JsonSchema {
  return objectOf(FIELDS[stage], OPTIONAL[stage]);
}
