import { migrate } from '../database/migrate.js';
import { runCommand, say } from './run-command.js';

await runCommand('migrate', async (config) => {
  const applied = await migrate(config);
  say(applied.length === 0 ? 'the schema is up to date' : `applied ${applied.join(', ')}`);
  return 0;
});
