import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';

/** The OpenAPI document of the whole API. */
export function openApiOf(app: NestExpressApplication): OpenAPIObject {
  const description =
    'Takes orders over REST, routes them over several DEXs, executes each exactly once and streams every stage over WebSocket.';
  const config = new DocumentBuilder()
    .setTitle('Order Execution Engine')
    .setDescription(description)
    .setVersion('1')
    .build();
  return SwaggerModule.createDocument(app, config);
}

/** Swagger UI at `/docs`, the document at `/docs-json`. */
export function setUpDocs(app: NestExpressApplication): void {
  SwaggerModule.setup('docs', app, () => openApiOf(app));
}
