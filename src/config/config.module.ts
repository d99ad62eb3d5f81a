import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { AppConfig } from './app-config.js';
import { Clock, SystemClock } from '../common/clock.js';
import { CrashPoints, CrashingPoints, NoCrashPoints } from '../common/crash-points.js';
import { IdSource, SystemIds } from '../common/ids.js';
import { RandomSource, SystemRandom } from '../common/random.js';

/** Settings and the sources of time, randomness and ids: what every module may inject. */
@Global()
@Module({})
export class ConfigModule {
  static forRoot(config: AppConfig): DynamicModule {
    const providers = [
      { provide: AppConfig, useValue: config },
      { provide: Clock, useClass: SystemClock },
      { provide: IdSource, useClass: SystemIds },
      { provide: RandomSource, useClass: SystemRandom },
      { provide: CrashPoints, useValue: config.crashAt ? new CrashingPoints(config.crashAt) : new NoCrashPoints() },
    ];
    return { module: ConfigModule, providers, exports: providers };
  }
}
