import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { AppConfig } from './config/app-config.js';
import { asyncApiOf } from './docs/async-api.js';
import { wsUrlOf } from './orders/ws-url.js';

const DESCRIPTION = `
Takes orders over REST, routes them over several DEXs, executes each exactly once and streams every stage over WebSocket.

**An order's life.** \`POST /api/orders/execute\` stages it and answers with a \`wsUrl\`. The first socket that connects
there queues it, is sent every event (\`pending\`, \`routing\`, \`building\`, \`submitted\`, \`confirmed\`, or how it ended
otherwise) and is closed with 1000 after the last one. An order that nobody connects to expires.

**WebSocket**, \`/ws\`, JSON text frames:

| connect to | and get |
|---|---|
| \`/ws?orderId=<id>\` | the order's events from the first one on, then live ones; \`&lastSeq=N\`: only what follows \`N\`; \`&watch=1\`: look, but do not start it |
| \`/ws?fromToken=SOL&toToken=USDC&amount=1&clientOrderId=<yours>\` | stages and starts an order in one go; the same address resumes it |
| \`/ws\` | the events of all orders from now on; takes the messages \`execute\`, \`subscribe\`, \`unsubscribe\` and \`cancel\` |

Every event has a \`seq\` that counts from 1 per order without gaps. All messages, with their schemas, examples and
close codes: the [AsyncAPI document](/docs/ws).

**Amounts** are decimal strings of whole tokens, **times** ISO 8601 in UTC. **Errors** are \`application/problem+json\`
(RFC 9457) with a \`code\` for programs, and \`errors\` with every fault of the input at once.
`.trim();

/** The OpenAPI document of the whole API. */
export function openApiOf(app: NestExpressApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Order Execution Engine')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addServer('/', 'This server')
    .addTag('orders', 'Stage orders, follow, list and cancel them.')
    .addTag('market', 'What can be traded, where and for how much. Nothing here changes anything.')
    .addTag('operations', 'Health, and what the queue sees. For load balancers and operators.')
    .build();
  const idOf = (controller: string, method: string): string => `${controller.replace('Controller', '')}_${method}`;
  return SwaggerModule.createDocument(app, config, { operationIdFactory: idOf });
}

/** Swagger UI at `/docs`, its document at `/docs-json`, the AsyncAPI document of the socket at `/docs/ws`. */
export function setUpDocs(app: NestExpressApplication, { http }: AppConfig): void {
  let made: OpenAPIObject | undefined;
  const openApi = (): OpenAPIObject => (made ??= openApiOf(app));
  app
    .getHttpAdapter()
    .getInstance()
    .get('/docs/ws', (request: Request, response: Response) => {
      response.json(asyncApiOf(openApi(), new URL(wsUrlOf('', request, http))));
    });
  SwaggerModule.setup('docs', app, openApi, { customSiteTitle: 'Order Execution Engine' });
}
