/** What the command line takes from the environment; options go first. */
export const settings = {
  url: process.env['ORDER_ENGINE_URL'] ?? 'http://127.0.0.1:3000',
  apiKey: process.env['ORDER_ENGINE_KEY'],
  plain: process.env['NO_COLOR'] !== undefined && process.env['NO_COLOR'] !== '',
  terminal: process.env['TERM'] ?? '',
} as const;
