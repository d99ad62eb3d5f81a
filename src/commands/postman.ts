import { writeFile } from 'node:fs/promises';
import { openApiOf } from '../docs.js';
import { startEngine } from '../start-engine.js';
import { COLLECTION_FILE, postmanCollection } from './postman-collection.js';
import { runCommand, say } from './run-command.js';

await runCommand('docs:postman', async (config) => {
  const http = { ...config.http, port: 0, host: '127.0.0.1' };
  const engine = await startEngine({ ...config, http, roles: ['api'], logLevel: 'error' });
  try {
    await writeFile(COLLECTION_FILE, await postmanCollection(openApiOf(engine.app)));
    say(`wrote ${COLLECTION_FILE}`);
    return 0;
  } finally {
    await engine.stop();
  }
});
