import fc from 'fast-check';
import { isFinal } from '../../../src/orders/order-status.js';
import type { CoreDriver } from './core-driver.js';
import type { Model, OrderModel } from './order-model.js';

type Command = fc.AsyncCommand<Model, CoreDriver>;

const EPOCH = Date.parse('2026-11-21T02:00:00Z');
/** Around the very moment of expiry either answer is right. */
const MARGIN_MS = 300;

/** A step of the client: what it does, told in words; afterwards the model is as late as the core. */
function step(
  words: string,
  ready: (model: Model) => boolean,
  run: (model: Model, core: CoreDriver) => Promise<void>,
): Command {
  return {
    check: ready,
    run: async (model, core) => {
      model.reach(core.now);
      await run(model, core);
      model.reach(core.now);
    },
    toString: () => words,
  };
}

/** A step on an order that was placed and is not about to expire. */
function onOrder(
  id: string,
  words: string,
  run: (order: OrderModel, model: Model, core: CoreDriver) => Promise<void>,
): Command {
  const ready = ({ orders, now }: Model): boolean => {
    const order = orders.get(id);
    return order !== undefined && Math.abs(order.expiresAt - now) > MARGIN_MS;
  };
  return step(`${words}(${id})`, ready, (model, core) => run(model.orders.get(id) as OrderModel, model, core));
}

const place = (id: string, amount: string): Command =>
  step(
    `place(${id}, ${amount})`,
    () => true,
    async (model, core) => {
      const expected = model.placing(id, amount);
      const { answer, code } = await core.place(id, amount);
      if (expected === 'conflict') expect(code).toBe('IDEMPOTENCY_CONFLICT');
      else expect(answer?.created).toBe(expected === 'created');
      const known = model.orders.get(id);
      if (known && answer) expect(answer.order.id).toBe(known.orderId);
      if (expected !== 'created' || !answer) return;
      const { id: orderId, expiresAt } = answer.order;
      model.orders.set(id, { orderId, amount, expiresAt: expiresAt - EPOCH, started: false, status: 'pending' });
    },
  );

const connect = (id: string, watch: boolean): Command =>
  onOrder(id, watch ? 'watch' : 'connect', async (order, model, core) => {
    if (!watch && order.status === 'pending') order.started = true;
    const { seen, code } = await core.connect(order.orderId, watch);
    expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, n) => n + 1));
    expect(seen[0]?.status).toBe('pending');
    const last = seen.at(-1);
    expect(model.possible(order)).toContain(last?.status);
    if (last && isFinal(last.status)) expect([1000, 4410]).toContain(code);
    else expect(code).toBeUndefined();
  });

const cancel = (id: string): Command =>
  onOrder(id, 'cancel', async (order, model, core) => {
    const expected = model.cancelling(order);
    const { answer, code } = await core.cancel(order.orderId);
    if (expected === 'yes') expect(code).toBeUndefined();
    if (expected === 'no') expect(code).toBe('ORDER_NOT_CANCELLABLE');
    if (answer) order.status = 'cancelled';
    else expect(code).toBe('ORDER_NOT_CANCELLABLE');
  });

const read = (id: string): Command =>
  onOrder(id, 'read', async (order, model, core) => {
    const { answer } = await core.read(order.orderId);
    expect(model.possible(order)).toContain(answer?.order.status);
    expect(answer?.events.map(({ seq }) => seq)).toEqual(answer?.events.map((_, n) => n + 1));
  });

const pass = (ms: number): Command =>
  step(
    `pass(${ms} ms)`,
    () => true,
    (_, core) => core.pass(ms),
  );
const killWorker = step(
  'killWorker()',
  () => true,
  (_, core) => Promise.resolve(core.killWorker()),
);

/** Any course of steps with three orders. */
export function courses(): fc.Arbitrary<Iterable<Command>> {
  const id = fc.constantFrom('a', 'b', 'c');
  return fc.commands(
    [
      fc.tuple(id, fc.constantFrom('1', '2')).map(([which, amount]) => place(which, amount)),
      fc.tuple(id, fc.boolean()).map(([which, watch]) => connect(which, watch)),
      id.map(cancel),
      id.map(read),
      fc.constantFrom(50, 700, 2_500).map(pass),
      fc.constant(killWorker),
    ],
    { maxCommands: 30 },
  );
}
