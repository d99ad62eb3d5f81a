import { readFileSync, statSync } from 'node:fs';

export interface ServerAccount {
  uid: number;
  gid: number;
}

/**
 * Who the server runs as: undefined means as ourselves. PostgreSQL refuses root, so root runs it as the owner of
 * the cluster, or as "nobody" where there is no cluster yet.
 */
export function serverAccount(cluster: string): ServerAccount | undefined {
  if (process.geteuid?.() !== 0) return undefined;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  return owner !== undefined && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody();
}

function nobody(): ServerAccount {
  try {
    const entry = /^nobody:[^:]*:(-?\d+):(-?\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
    if (entry) return { uid: Number(entry[1]) >>> 0, gid: Number(entry[2]) >>> 0 };
  } catch {
    // Without a readable passwd file, the number that nearly every system uses.
  }
  return { uid: 65534, gid: 65534 };
}
