import { setTimeout as sleep } from 'node:timers/promises';
import { openClient, type RunningServer } from './open-client.js';

/** Connections that were closed or killed a moment ago may take the server this long to notice. */
const LINGER_MS = 500;

/**
 * Whether no client but the asking one is connected to the server. A stay of another process decides at once.
 *
 * @throws Error when the server cannot be asked
 */
export async function isLastClient(server: RunningServer): Promise<boolean> {
  const client = await openClient(server, 'postgres', 'order-engine-probe');
  try {
    for (const started = Date.now(); ; await sleep(25)) {
      const { rows } = await client.query<{ clients: number; stays: number }>(
        `select count(*)::int as clients,
                (count(*) filter (where application_name like 'order-engine-stay:%'))::int as stays
         from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      );
      const { clients, stays } = rows[0] ?? { clients: 0, stays: 0 };
      if (clients === 0) return true;
      if (stays > 0 || Date.now() - started > LINGER_MS) return false;
    }
  } finally {
    await client.end();
  }
}
