import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { BODY_LIMIT, bodyFault, jsonBody } from './common/json-body.js';
import { ProblemFilter } from './common/problem.filter.js';
import type { AppConfig } from './config/app-config.js';
import { serveConsole } from './console-page.js';
import { setUpDocs } from './docs.js';
import { EngineWsAdapter } from './realtime/engine-ws.adapter.js';

const secured = helmet({
  strictTransportSecurity: false,
  contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
});

/** Pages get everything that keeps a browser safe; JSON for programs only what applies to it. */
function securityHeaders(request: Request, response: Response, next: NextFunction): void {
  if (!request.path.startsWith('/api/')) {
    secured(request, response, next);
    return;
  }
  response.setHeader('X-Content-Type-Options', 'nosniff');
  next();
}

/** The same set-up for the server and for the end-to-end tests. */
export function configureApp(app: NestExpressApplication, config: AppConfig): void {
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', config.http.trustProxy);
  app.use(securityHeaders);
  app.useBodyParser('text', { type: () => true, limit: BODY_LIMIT });
  app.use(bodyFault, jsonBody);
  app.useGlobalFilters(new ProblemFilter());
  if (config.roles.includes('api')) {
    app.useWebSocketAdapter(new EngineWsAdapter(app, config));
    setUpDocs(app, config);
    serveConsole(app);
  }
  const server = app.getHttpServer();
  server.headersTimeout = 10_000;
  server.requestTimeout = 15_000;
  // Longer than clients and load balancers keep theirs: whoever reuses a connection must not meet its end.
  server.keepAliveTimeout = 65_000;
}
