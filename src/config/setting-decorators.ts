import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { CRASH_POINTS, crashOrderOf } from '../common/crash-points.js';

/** A setting: how its text is read, whether the result will do, and what it takes, in words for the message. */
function setting(
  takes: string,
  read: (text: string) => unknown,
  accepts: (value: unknown) => boolean,
): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? read(value.trim()) : value)),
    ValidateBy({
      name: 'setting',
      validator: { validate: (value) => value === undefined || accepts(value), defaultMessage: () => takes },
    }),
  );
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

export function IsWhole(min: number, max: number): PropertyDecorator {
  return setting(
    `a whole number from ${min} to ${max}`,
    (text) => (/^\d{1,15}$/.test(text) ? Number(text) : text),
    (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
  );
}

/** `routing.read`, `claim.committed:3`, `routing.read@my-order`. */
export function IsCrashOrder(): PropertyDecorator {
  return setting(
    `point[:n][@clientOrderId], where point is one of ${CRASH_POINTS.join(', ')}`,
    (text) => crashOrderOf(text) ?? text,
    (value) => typeof value === 'object',
  );
}

export function IsRate(): PropertyDecorator {
  return setting(
    'a number from 0 to 1',
    (text) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : text),
    (value) => typeof value === 'number' && value >= 0 && value <= 1,
  );
}

export function IsFlag(): PropertyDecorator {
  return setting(
    'true or false',
    (text) => ({ true: true, '1': true, false: false, '0': false })[text.toLowerCase()] ?? text,
    (value) => typeof value === 'boolean',
  );
}

export function IsOneOf(values: readonly string[]): PropertyDecorator {
  return setting(
    `one of ${values.join(', ')}`,
    (text) => text,
    (value) => values.includes(value as string),
  );
}

export function IsListOf(values: readonly string[]): PropertyDecorator {
  return setting(
    `a comma-separated list of ${values.join(', ')}`,
    list,
    (value) => Array.isArray(value) && value.length > 0 && value.every((part) => values.includes(part as string)),
  );
}

export function IsText(): PropertyDecorator {
  return setting(
    'some text',
    (text) => text,
    (value) => typeof value === 'string' && value !== '',
  );
}

function urlOf(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}

export function IsUrl(...protocols: string[]): PropertyDecorator {
  return setting(
    `a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    (text) => text,
    (value) => typeof value === 'string' && urlOf(value, protocols),
  );
}

export function IsOrigins(): PropertyDecorator {
  return setting(
    'a comma-separated list of origins such as https://app.example.com',
    list,
    (value) =>
      Array.isArray(value) && value.every((part: string) => URL.canParse(part) && new URL(part).origin === part),
  );
}

/** `SOL=10,USDC=2500.5`: whole-token amounts by symbol. */
export function IsWallet(known: (symbol: string, amount: string) => boolean): PropertyDecorator {
  return setting(
    'amounts by token symbol such as SOL=10,USDC=2500.5',
    (text) => Object.fromEntries(list(text).map((part) => part.split(/[=:]/).map((side) => side.trim()))) as unknown,
    (value) =>
      typeof value === 'object' && value !== null && Object.entries(value).every(([s, a]) => known(s, String(a))),
  );
}
