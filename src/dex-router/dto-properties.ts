import type { ApiPropertyOptions } from '@nestjs/swagger';

/** Text. */
export const text = (description: string): ApiPropertyOptions => ({ type: String, description });
/** A decimal string of whole tokens. */
export const amount = (description: string): ApiPropertyOptions => ({
  type: String,
  description,
  pattern: '^\\d+(\\.\\d+)?$',
});
/** A whole number, 0 or more. */
export const count = (description: string): ApiPropertyOptions => ({ type: 'integer', minimum: 0, description });
/** Decimal strings by token symbol. */
export const byToken = (description: string): ApiPropertyOptions => ({
  type: 'object',
  additionalProperties: { type: 'string' },
  description,
});
