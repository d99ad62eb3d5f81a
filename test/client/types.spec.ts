import type * as client from '../../src/client/index.js';
import type { CandlesDto } from '../../src/dex-router/candles.dto.js';
import type { BalancesDto, PoolDto, QuoteDto, TokenDto } from '../../src/dex-router/market.dto.js';
import type { JobDto, ReadinessDto } from '../../src/operations/operations.dto.js';
import type {
  OrderDetailDto,
  OrderDto,
  OrderMessageDto,
  OrderPageDto,
  StagedOrderDto,
} from '../../src/orders/order.dto.js';
import { ORDER_STATUSES } from '../../src/orders/order-status.js';
import type { PlaceOrderDto } from '../../src/orders/place-order.dto.js';
import { ORDER_STATUSES as CLIENT_STATUSES } from '../../src/client/index.js';

/** The documents are made of the same classes; whoever changes one learns here that the client's types must follow. */
describe('the types of the client', () => {
  it('are those of the API', () => {
    expectTypeOf<client.PlaceOrder>().toExtend<PlaceOrderDto>();
    expectTypeOf<StagedOrderDto>().toExtend<client.StagedOrder>();
    expectTypeOf<OrderDto>().toExtend<client.Order>();
    expectTypeOf<keyof client.Order>().toEqualTypeOf<keyof OrderDto>();
    expectTypeOf<OrderDetailDto>().toExtend<client.OrderDetail>();
    expectTypeOf<OrderPageDto>().toExtend<client.Page<client.Order>>();
    expectTypeOf<OrderMessageDto>().toExtend<client.OrderEvent>();
    expectTypeOf<keyof client.OrderEvent>().toEqualTypeOf<keyof OrderMessageDto>();
    expectTypeOf<QuoteDto>().toExtend<client.Quote>();
    expectTypeOf<TokenDto>().toExtend<client.Token>();
    expectTypeOf<PoolDto>().toExtend<client.Pool>();
    expectTypeOf<keyof client.Pool>().toEqualTypeOf<keyof PoolDto>();
    expectTypeOf<BalancesDto>().toExtend<client.Balances>();
    expectTypeOf<CandlesDto>().toExtend<client.Candles>();
    expectTypeOf<ReadinessDto>().toExtend<client.Readiness>();
    expectTypeOf<JobDto>().toExtend<client.Job>();
    expect(CLIENT_STATUSES).toEqual(ORDER_STATUSES);
  });
});
