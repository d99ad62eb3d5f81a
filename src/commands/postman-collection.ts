import type { OpenAPIObject } from '@nestjs/swagger';
import { convertV2 } from 'openapi-to-postmanv2';

/** Where the collection lies, from the root of the repository. */
export const COLLECTION_FILE = 'docs/order-execution-engine.postman_collection.json';

const BASE_URL = 'http://127.0.0.1:3000';
const ORDER_ID = '{{orderId}}';

const SOCKET_DESCRIPTION = `
Follows the order that was staged last (\`orderId\` is a variable of the collection, which "Stage an order" sets): the
first socket queues it, and every event arrives as a JSON text frame with a \`seq\` that counts from 1. \`&lastSeq=N\`
continues after an event, \`&watch=1\` looks without starting the order. The server closes with 1000 after the last event.

The file format has no WebSocket requests of its own: in Postman choose New, WebSocket and paste the address.
`.trim();

/** A part of a collection, of which we only look at some fields. */
interface Part {
  id?: unknown;
  _postman_id?: unknown;
  name?: string;
  item?: Part[];
  request?: Part;
  response?: Part[];
  originalRequest?: Part;
  url?: { variable?: { key: string; value: string }[] };
  [field: string]: unknown;
}

/**
 * The text of the Postman collection of an API: the same bytes for the same document.
 * @throws Error when the document cannot be converted.
 */
export async function postmanCollection(document: OpenAPIObject): Promise<string> {
  // As JSON: the converter stumbles over fields that are there but undefined.
  const copy = JSON.parse(JSON.stringify(document)) as OpenAPIObject;
  const collection = await convert(withExamples(copy));
  withoutIds(collection);
  for (const request of requestsOf(collection)) {
    for (const variable of request.url?.variable ?? []) if (variable.key === 'id') variable.value = ORDER_ID;
  }
  for (const item of itemsOf(collection)) if (item.name === 'Stage an order') item['event'] = [REMEMBER_ORDER];
  collection['variable'] = [
    { key: 'baseUrl', value: BASE_URL },
    { key: 'orderId', value: '' },
  ];
  collection.item?.push({ name: 'websocket', item: [socketItem()] });
  return `${JSON.stringify(collection, null, 2)}\n`;
}

/** Keeps the id of a staged order for the requests that follow. */
const REMEMBER_ORDER = {
  listen: 'test',
  script: {
    type: 'text/javascript',
    exec: ["if (pm.response.code < 300) pm.collectionVariables.set('orderId', pm.response.json().orderId);"],
  },
};

function socketItem(): Part {
  return {
    name: 'Follow the order',
    request: {
      method: 'GET',
      header: [],
      description: SOCKET_DESCRIPTION,
      url: {
        raw: `${BASE_URL.replace('http', 'ws')}/ws?orderId=${ORDER_ID}`,
        protocol: 'ws',
        host: ['127', '0', '0', '1'],
        port: '3000',
        path: ['ws'],
        query: [{ key: 'orderId', value: ORDER_ID }],
      } as Part['url'] & object,
    },
    response: [],
  };
}

/** Parameters without an example get one, or the converter would make one up. */
function withExamples(document: OpenAPIObject): OpenAPIObject {
  for (const path of Object.values(document.paths)) {
    for (const operation of [path.get, path.post, path.put, path.patch, path.delete]) {
      for (const parameter of operation?.parameters ?? []) {
        if ('$ref' in parameter || parameter.example !== undefined) continue;
        const { schema } = parameter;
        const name = schema && '$ref' in schema ? schema.$ref.split('/').at(-1) : undefined;
        const resolved = name === undefined ? schema : document.components?.schemas?.[name];
        if (!resolved || '$ref' in resolved) continue;
        const values: unknown[] = [resolved.example, resolved.default, resolved.enum?.[0], ''];
        parameter.example = values.find((value) => value !== undefined);
      }
    }
  }
  return document;
}

function convert(document: OpenAPIObject): Promise<Part> {
  const options = {
    folderStrategy: 'Tags',
    parametersResolution: 'Example',
    enableOptionalParameters: false,
  } as const;
  return new Promise((resolve, reject) => {
    convertV2({ type: 'json', data: document }, options, (error, result) => {
      const [output] = result?.output ?? [];
      if (output) resolve(output.data as Part);
      else
        reject(new Error(`the document cannot be converted: ${error?.message ?? result?.reason ?? 'no reason given'}`));
    });
  });
}

/** Ids are drawn by lot and mean nothing; bodies are texts here, so that theirs stay. */
function withoutIds(part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  if (!Array.isArray(part)) {
    delete (part as Part).id;
    delete (part as Part)._postman_id;
  }
  for (const value of Object.values(part)) withoutIds(value);
}

function itemsOf(part: Part): Part[] {
  return (part.item ?? []).flatMap((item) => [item, ...itemsOf(item)]);
}

function requestsOf(collection: Part): Part[] {
  return itemsOf(collection)
    .flatMap((item) => [item.request, ...(item.response ?? []).map((response) => response.originalRequest)])
    .filter((request) => request !== undefined);
}
