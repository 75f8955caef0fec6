export type { Ask, Asked } from './ask.ts';
export { realWorld, type World } from './clock.ts';
export type { CommandSide } from './command-side.ts';
export { ConnectionError, withoutPassword } from './connection.ts';
export { type OpenOptions, open, type Presales } from './open.ts';
export {
  type Projector,
  type ProjectorOptions,
  type ProjectorUpdate,
  projector,
} from './projector.ts';
export type { Asking, QuerySide } from './query-side.ts';
