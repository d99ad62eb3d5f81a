import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError for what is no address of a server. */
export function engineUrl(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) {
    throw new InvalidArgumentError('It takes an address such as http://127.0.0.1:3000.');
  }
  return text;
}

/** @throws InvalidArgumentError for what is no whole number from 0. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(text);
}
