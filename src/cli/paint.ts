import { styleText } from 'node:util';
import { settings } from './settings.js';

const coloured = process.stdout.isTTY && !settings.plain && settings.terminal !== 'dumb';
const style =
  (format: 'bold' | 'dim' | 'green' | 'red' | 'cyan') =>
  (text: string): string =>
    coloured ? styleText(format, text) : text;

/** Colours for terminals that want them. */
export const paint = {
  bold: style('bold'),
  dim: style('dim'),
  green: style('green'),
  red: style('red'),
  cyan: style('cyan'),
};

/** A status in its colour, padded. */
export function paintStatus(status: string): string {
  const text = status.padEnd(10);
  if (status === 'confirmed') return paint.green(text);
  return status === 'failed' || status === 'expired' ? paint.red(text) : paint.cyan(text);
}
