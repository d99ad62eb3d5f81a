import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { BODY_LIMIT, bodyFault, jsonBody } from './common/json-body.js';
import { ProblemFilter } from './common/problem.filter.js';
import type { AppConfig } from './config/app-config.js';
import { setUpDocs } from './docs.js';
import { EngineWsAdapter } from './realtime/engine-ws.adapter.js';

/** The same set-up for the server and for the end-to-end tests. */
export function configureApp(app: NestExpressApplication, config: AppConfig): void {
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', config.http.trustProxy);
  app.use(
    helmet({
      strictTransportSecurity: false,
      contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
    }),
  );
  app.useBodyParser('text', { type: () => true, limit: BODY_LIMIT });
  app.use(bodyFault, jsonBody);
  app.useGlobalFilters(new ProblemFilter());
  if (config.roles.includes('api')) {
    app.useWebSocketAdapter(new EngineWsAdapter(app, config));
    setUpDocs(app);
  }
  const server = app.getHttpServer();
  server.headersTimeout = 10_000;
  server.requestTimeout = 15_000;
}
