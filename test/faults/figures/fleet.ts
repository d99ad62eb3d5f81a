import type { EngineProcess } from '../../support/engine-process.js';
import type { World } from '../support/world.js';
import type { Dice } from './dice.js';

/** Processes of one kind that die and come back; clients are sent to whichever serves at the moment. */
export class Fleet {
  private nodes: EngineProcess[] = [];
  private logs = '';

  private constructor(
    private readonly world: World,
    private readonly dice: Dice,
    private readonly roles: string | undefined,
    private readonly env: Record<string, string>,
  ) {}

  static async start(
    world: World,
    dice: Dice,
    size: number,
    roles?: string,
    env: Record<string, string> = {},
  ): Promise<Fleet> {
    const fleet = new Fleet(world, dice, roles, env);
    for (let n = 0; n < size; n++) fleet.nodes.push(await world.start(roles, env));
    return fleet;
  }

  /** The address of one that serves. */
  readonly base = (): string => (this.nodes.length > 0 ? this.dice.pick(this.nodes).url : 'http://127.0.0.1:9');

  /** One by lot. */
  any(): EngineProcess {
    return this.dice.pick(this.nodes);
  }

  /** Kills one by lot and starts another in its place. */
  async killOne(): Promise<void> {
    const victim = this.any();
    this.nodes = this.nodes.filter((node) => node !== victim);
    await victim.end('SIGKILL');
    this.logs += victim.output();
    this.nodes.push(await this.world.start(this.roles, this.env));
  }

  /** How often words stand in what all of them, dead ones included, have printed. */
  count(words: string): number {
    const output = this.logs + this.nodes.map((node) => node.output()).join('');
    return output.split(words).length - 1;
  }
}
