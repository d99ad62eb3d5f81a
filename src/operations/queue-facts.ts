import { RedisQueueBackend } from 'bullmq';
import type { Queue } from 'bullmq';

const POLICY = /^maxmemory_policy:(\S+)/m;

/**
 * Jobs by state and workers that listen, for operators.
 * @throws Error when the queue does not answer, or when its Redis may throw jobs away to make room.
 */
export async function queueFacts(queue: Queue): Promise<Record<string, unknown>> {
  const [counts, workers] = await Promise.all([
    queue.getJobCounts('waiting', 'active', 'delayed'),
    queue.getWorkersCount(),
  ]);
  if (queue.backend instanceof RedisQueueBackend) {
    const client = await queue.backend.client;
    const policy = POLICY.exec(await client.info())?.[1];
    if (policy !== undefined && policy !== 'noeviction') {
      throw new Error(`Redis may evict jobs: its maxmemory-policy is ${policy}; it must be noeviction`);
    }
  }
  return { ...counts, workers };
}
