import { runCourses } from './run-courses.js';

const RUNS = Number(process.env['RUNS'] ?? 200);

it(
  `the core does what the model says, over ${RUNS} courses of steps`,
  async () => {
    const ended = await runCourses(RUNS);
    // Courses in which these never came about would have tried nothing.
    for (const status of ['confirmed', 'cancelled', 'expired']) expect(ended.get(status) ?? 0).toBeGreaterThan(0);
  },
  24 * 3_600_000,
);
