import { type EventMetadata, limits, type StoredEvent } from '@presales/kernel';
import { isInstant } from '@presales/kernel/store';
import { isMoney, isWritableMoney } from '../json.ts';
import { countText } from './numbers.ts';

/**
 * What is not as it should be with a stored event, each as `where: what was expected`. No program of ours
 * writes such events, but other programs write to logs too, and people do by hand.
 */
export const odditiesOf = ({ data, metadata, recordedAt }: StoredEvent): readonly string[] => [
  ...(isObject(data) ? [] : [`data: expected an object, found ${kindOf(data)}`]),
  ...partsOf('data', data),
  ...(isObject(metadata)
    ? missingIn(metadata)
    : [`metadata: expected an object, found ${kindOf(metadata)}`]),
  ...partsOf('metadata', metadata),
  ...(isInstant(recordedAt) ? [] : ['recordedAt: expected an instant']),
];

/** Of an event's metadata what is as it should be. */
export const readableMetadata = ({
  metadata,
}: Pick<StoredEvent, 'metadata'>): Partial<Pick<EventMetadata, Text | 'occurredAt'>> => {
  const occurredAt = partOf(metadata, 'occurredAt');
  const found: { [K in Text | 'occurredAt']?: string } = isInstant(occurredAt)
    ? { occurredAt }
    : {};
  for (const name of texts) {
    const text = partOf(metadata, name);
    if (typeof text === 'string') found[name] = text;
  }
  return found;
};

const texts = ['actor', 'commandId', 'correlationId', 'causationId'] as const;
type Text = (typeof texts)[number];

const missingIn = (metadata: object): readonly string[] => {
  const missing = texts.filter((name) => typeof partOf(metadata, name) !== 'string');
  return [
    ...(missing.length === 0 ? [] : [`metadata: expected text as ${missing.join(', ')}`]),
    ...(isInstant(partOf(metadata, 'occurredAt'))
      ? []
      : ['metadata.occurredAt: expected an instant']),
  ];
};

/** How many parts are told of; who wants all looks at the event itself. */
const mostTold = 3;

/** Amounts that are none, numbers beyond all numbers, and nesting without measure. */
const partsOf = (name: string, value: unknown): readonly string[] => {
  const odd: string[] = [];
  let depth = 0;
  for (const level of levelsOf(name, value)) {
    depth += 1;
    for (const part of level) odd.push(...oddIn(part));
  }
  const more = odd.length - mostTold;
  return [
    ...odd.slice(0, mostTold),
    ...(more > 0 ? [`${name}: ${countText(more)} more of the kind`] : []),
    ...(depth > limits.depth
      ? [`${name}: expected at most ${limits.depth} levels, found ${countText(depth)}`]
      : []),
  ];
};

/** An object or a list within an event, and where it stands. */
type Part = readonly [path: string, value: object];

/**
 * The parts of a value, level by level, without a call for each level: data nested without measure would
 * make so many calls overflow. Paths end where a log's levels do.
 */
function* levelsOf(name: string, value: unknown): Generator<readonly Part[]> {
  let level: readonly Part[] = typeof value === 'object' && value !== null ? [[name, value]] : [];
  for (let depth = 1; level.length > 0; depth += 1) {
    yield level;
    level = level.flatMap(([path, part]) =>
      Object.entries(part).flatMap(([key, inner]: [string, unknown]): Part[] =>
        typeof inner === 'object' && inner !== null
          ? [[depth < limits.depth ? `${path}.${key}` : path, inner]]
          : [],
      ),
    );
  }
}

const oddIn = ([path, value]: Part): readonly string[] =>
  isMoney(value) && !isWritableMoney(value)
    ? [`${path}: expected money, found ${value.amount} of scale ${value.scale}`]
    : Object.entries(value)
        .filter(([, part]) => typeof part === 'number' && !Number.isFinite(part))
        .map(([key]) => `${path}.${key}: expected a number, found one that is too large`);

const partOf = (value: unknown, name: string): unknown =>
  isObject(value) ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kindOf = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object'
    ? 'an object'
    : `a ${typeof value === 'string' ? 'text' : typeof value}`;
};
