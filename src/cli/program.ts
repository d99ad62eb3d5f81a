import { Command, Option } from 'commander';
import { ORDER_STATUSES } from '../client/index.js';
import { order } from './commands/order.js';
import { orders, type OrdersOptions } from './commands/orders.js';
import { quote } from './commands/quote.js';
import { balances, cancel, watch } from './commands/small.js';
import { trade, type TradeOptions } from './commands/trade.js';
import { contextOf, type Context, type GlobalOptions } from './context.js';
import { engineUrl, wholeNumber } from './option-values.js';

const EXAMPLES = `
Examples:
  $ order-engine trade SOL USDC 1.5 --slippage 30     sell 1.5 SOL, at most 0.3 % below the first quote
  $ order-engine quote BONK USDC 1000000              what every venue would give, and the route
  $ order-engine orders --status failed --json        one JSON object per line, for scripts
  $ order-engine order <id> --follow                  an order's life from outside; never starts it

Exit codes: 0 confirmed or shown, 1 not confirmed, 2 refused or wrong usage, 3 no engine answers, 130 Ctrl-C,
143 terminated.
NO_COLOR turns colours off.`;

/** The commands; `run` is told what a command is to do, and with what. */
export function programOf(
  version: string,
  signal: AbortSignal,
  run: (command: (context: Context) => Promise<number>, context: Context) => Promise<void>,
): Command {
  const program = new Command('order-engine')
    .description('Trade through an order execution engine, and see what becomes of orders.')
    .addOption(
      new Option('--url <url>', 'where the engine is')
        .env('ORDER_ENGINE_URL')
        .default('http://127.0.0.1:3000')
        .argParser(engineUrl),
    )
    .option('--json', 'one JSON object per line')
    .version(version, '-V, --version', 'which version this is')
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(order-engine --help shows what there is)')
    .configureHelp({ showGlobalOptions: true });
  const on = (command: (context: Context) => Promise<number>): Promise<void> =>
    run(command, contextOf(program.opts<GlobalOptions>(), signal));

  program
    .command('trade')
    .description('place an order and follow it to its end')
    .argument('[from]', 'token to sell, e.g. SOL')
    .argument('[to]', 'token to buy, e.g. USDC')
    .argument('[amount]', 'how much to sell, in whole tokens')
    .option(
      '-s, --slippage <bps>',
      'least acceptable output below the first quote, hundredths of a per cent (50)',
      wholeNumber,
    )
    .option('--id <id>', 'your own id: the same id is the same order, however often it is sent')
    .option('--quote <quoteId>', 'execute a quote exactly as it was shown')
    .action((from?: string, to?: string, amount?: string, options: TradeOptions = {}) =>
      on((context) =>
        trade(
          context,
          [from, to, amount].filter((part) => part !== undefined),
          options,
        ),
      ),
    );
  program
    .command('quote')
    .description('what every venue would give now, and the route; places nothing')
    .argument('<from>')
    .argument('<to>')
    .argument('<amount>')
    .action((from: string, to: string, amount: string) => on((context) => quote(context, [from, to, amount])));
  program
    .command('orders')
    .description('the newest orders')
    .addOption(new Option('--status <status>', 'only those in this status').choices(ORDER_STATUSES))
    .option('--limit <n>', 'how many, at most 200', wholeNumber, 20)
    .action((options: OrdersOptions) => on((context) => orders(context, options)));
  program
    .command('order')
    .description('one order with its history')
    .argument('<id>')
    .option('-f, --follow', 'and what is still to come')
    .action((id: string, options: { follow?: boolean }) => on((context) => order(context, id, options)));
  program
    .command('cancel')
    .description('cancel an order that has not been submitted')
    .argument('<id>')
    .action((id: string) => on((context) => cancel(context, id)));
  program
    .command('watch')
    .description("all orders' events from now on")
    .action(() => on(watch));
  program
    .command('balances')
    .description('what the wallet holds')
    .action(() => on(balances));
  return program;
}
