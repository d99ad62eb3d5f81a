import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../database/data-source.js';
import { migrate } from '../database/migrate.js';
import { auditAll } from '../operations/audit/order-audit.js';
import { runCommand } from './run-command.js';

await runCommand('audit', async (config) => {
  await migrate(config);
  const source = await new DataSource({ ...dataSourceOptions(config), poolSize: 2 }).initialize();
  try {
    const findings = await auditAll(source);
    for (const { check, ok, detail } of findings)
      process.stdout.write(`${ok ? 'ok   ' : 'FAIL '} ${check}: ${detail}\n`);
    const failed = findings.filter(({ ok }) => !ok).length;
    process.stdout.write(failed === 0 ? 'audit passed\n' : `audit failed: ${failed} of ${findings.length} checks\n`);
    return failed === 0 ? 0 : 1;
  } finally {
    await source.destroy();
  }
});
