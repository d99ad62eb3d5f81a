import { styleText } from 'node:util';

const coloured = process.stdout.isTTY && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
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
