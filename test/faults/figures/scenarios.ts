import { COURSES } from './courses.js';
import { CUTS } from './cuts.js';
import { FLUSHES } from './flushes.js';
import { FREEZES } from './freezes.js';
import { FUZZ } from './fuzz.js';
import { KILLS } from './kills.js';
import { POSTGRES_RESTARTS } from './postgres-restarts.js';
import { REDIS_OUTAGES } from './redis-outages.js';
import type { Scenario } from './scenario.js';
import { SIMULATION } from './simulation.js';
import { UNKNOWN_OUTCOMES } from './unknown-outcomes.js';

/** Every storm, in the order in which they run. */
export const SCENARIOS: readonly Scenario[] = [
  KILLS,
  FREEZES,
  FLUSHES,
  REDIS_OUTAGES,
  POSTGRES_RESTARTS,
  UNKNOWN_OUTCOMES,
  SIMULATION,
  COURSES,
  CUTS,
  FUZZ,
];
