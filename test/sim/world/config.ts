import { loadConfig } from '../../../src/config/load-config.js';

/** Shorter waits than in life: a run is seconds long. */
export const CONFIG = loadConfig({ PENDING_TTL_MS: '3000', SWEEP_MS: '500', RETRY_BASE_MS: '50', MAX_ATTEMPTS: '3' });
