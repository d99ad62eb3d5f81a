import { applyDecorators } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiProperty,
  ApiPropertyOptional,
  ApiResponse,
  ApiSchema,
  getSchemaPath,
} from '@nestjs/swagger';
import { DomainError, ERROR_CODES, toProblem } from './domain-error.js';
import type { ErrorCode } from './domain-error.js';

/** One fault of one input field, as documented. */
@ApiSchema({ name: 'FieldError' })
export class FieldErrorDto {
  @ApiProperty({ type: String, description: 'Which field; empty for the whole body.', example: 'amount' })
  field: string;

  @ApiProperty({ type: String, description: 'What would be right.', example: 'must be greater than 0' })
  message: string;
}

/** RFC 9457 problem details, as documented. */
@ApiSchema({ name: 'Problem' })
export class ProblemDto {
  @ApiProperty({ type: String, description: 'Names the kind of problem.' })
  type: string;

  @ApiProperty({ type: String, description: 'The same for every problem of this kind.' })
  title: string;

  @ApiProperty({ type: 'integer', description: 'The HTTP status.' })
  status: number;

  @ApiProperty({ type: String, description: 'What happened this time, for people.' })
  detail: string;

  @ApiPropertyOptional({ type: String, description: 'The path that was asked for.' })
  instance?: string;

  @ApiProperty({
    enum: Object.keys(ERROR_CODES),
    description: 'The kind of problem, for programs. Codes never change.',
  })
  code: ErrorCode;

  @ApiPropertyOptional({ type: () => [FieldErrorDto], description: 'Every fault of the input at once.' })
  errors?: FieldErrorDto[];
}

/** A problem that a call can answer with: its code, an example of its detail, and what it carries besides. */
export interface ProblemExample {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly errors?: readonly FieldErrorDto[];
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** What every call that reads or writes the database may answer. */
export const DATABASE_AWAY: ProblemExample = {
  code: 'UNAVAILABLE',
  detail: 'the database does not answer now; nothing was changed that we know of',
};

/** What every call with a body may answer. */
export const BODY_PROBLEMS: readonly ProblemExample[] = [
  { code: 'MALFORMED_JSON', detail: 'the body is not JSON: Unexpected end of JSON input' },
  { code: 'PAYLOAD_TOO_LARGE', detail: 'a body may have at most 16384 bytes' },
  { code: 'UNSUPPORTED_MEDIA_TYPE', detail: 'the content type is text/plain; send application/json' },
];

/** What every call with an order id in its path may answer to one that is no UUID. */
export const NO_UUID: ProblemExample = {
  code: 'VALIDATION_FAILED',
  detail: 'the order id must be a UUID',
  errors: [{ field: 'orderId', message: 'must be a UUID such as 019ab3c4-5d6e-7f80-91a2-b3c4d5e6f708' }],
};

/** Documents the problems of a call: one response for each status, with an example of each code. */
export function ApiProblems(instance: string, ...problems: readonly ProblemExample[]): MethodDecorator {
  const statuses = [...new Set(problems.map(({ code }) => ERROR_CODES[code].status))];
  return applyDecorators(
    ApiExtraModels(ProblemDto),
    ...statuses.map((status) => {
      const these = problems.filter(({ code }) => ERROR_CODES[code].status === status);
      const examples = these.map(({ code, detail, errors, extra }) => {
        const details = { ...(errors ? { errors } : {}), ...(extra ? { extra } : {}) };
        const value = toProblem(new DomainError(code, detail, details), instance);
        return [code, { summary: value.title, value }] as const;
      });
      return ApiResponse({
        status,
        description: these.map(({ code }) => `\`${code}\`: ${ERROR_CODES[code].title}.`).join(' '),
        content: {
          'application/problem+json': {
            schema: { $ref: getSchemaPath('Problem') },
            examples: Object.fromEntries(examples),
          },
        },
        ...(status === 503 ? { headers: RETRY_AFTER } : {}),
      });
    }),
  );
}

const RETRY_AFTER = {
  'Retry-After': { description: 'Seconds after which to try again.', schema: { type: 'integer' as const }, example: 1 },
};
