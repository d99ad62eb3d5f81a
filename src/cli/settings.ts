/** What the command line takes from the environment; options go first. */
export const settings = {
  apiKey: process.env['ORDER_ENGINE_KEY'],
  plain: process.env['NO_COLOR'] !== undefined && process.env['NO_COLOR'] !== '',
  terminal: process.env['TERM'] ?? '',
} as const;
