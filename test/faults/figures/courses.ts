import { runCourses } from '../../sim/model/run-courses.js';
import type { Scenario } from './scenario.js';

/** Random courses of what clients and operators can do, compared with a model of what they may see. */
export const COURSES: Scenario = {
  id: 'G8',
  title: 'model-based courses of steps',
  size: { smallest: 20, faults: 200, chaos: 20_000 },
  run: async (runs, say) => {
    const ended = await runCourses(runs, (done) => say(`${done} of ${runs} courses`));
    const happened = ['confirmed', 'cancelled', 'expired'].map((status) => [status, ended.get(status) ?? 0]);
    // A course in which core and model differ throws, with the shortest one found.
    return { size: `${runs} courses`, happened: Object.fromEntries(happened), wrong: {} };
  },
};
