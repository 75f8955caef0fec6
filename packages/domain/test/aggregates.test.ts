import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import {
  type AggregateName,
  aggregates,
  decodeEvent,
  type KebabCase,
  kebabCase,
  type RefusalOf,
} from '@presales/domain';
import { type Message, messageTypes, streamName, UndecodableEvent } from '@presales/kernel';
import { stored } from './stored.ts';

const source = join(__dirname, '../src');
const folders = readdirSync(source, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
  .map(({ name }) => name);

const sourcesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** The aggregates whose refusals have a code that begins otherwise, as the compiler finds them. */
type Misspelt = {
  readonly [Name in AggregateName]: RefusalOf<Name>['code'] extends `${KebabCase<Name>}/${string}`
    ? never
    : Name;
}[AggregateName];

describe('the aggregates', () => {
  it('are those that have a folder, each under its name', () =>
    expect(Object.keys(aggregates).map(kebabCase).sort()).toEqual([...folders].sort()));

  it.each(Object.entries(aggregates))(
    '%s keeps its streams under its own name',
    (name, { category }) => {
      expect(category).toBe(name);
      expect(streamName(category, 'x')).toBe(`${name}-x`);
    },
  );

  it.each(Object.keys(aggregates))('%s spells its name in its refusal codes', (name) => {
    const own = join(source, kebabCase(name));
    const codes = sourcesBelow(own).flatMap((file) =>
      [...readFileSync(join(own, file), 'utf8').matchAll(/code: ['`]([^'`]+)['`]/g)].map(
        ([, code = '']) => code,
      ),
    );
    expect(codes).not.toEqual([]);
    expect(codes.filter((code) => !code.startsWith(`${kebabCase(name)}/`))).toEqual([]);
  });

  it('have types whose refusal codes begin with their names', () => {
    const misspelt: readonly Misspelt[] = [];
    const none: readonly never[] = misspelt;
    expect(none).toEqual([]);
  });

  it.each(folders)('%s knows no other aggregate', (folder) => {
    const own = join(source, folder);
    const strangers = sourcesBelow(own)
      .flatMap((file) =>
        [...readFileSync(join(own, file), 'utf8').matchAll(/from '(\.[^']+)'/g)].map(
          ([, path = '']) => relative(source, join(own, dirname(file), path)),
        ),
      )
      .filter((path) => !path.startsWith(`${folder}/`) && !path.startsWith('shared/'));
    expect(strangers).toEqual([]);
  });

  it('have commands of different names', () => {
    const names = Object.values(aggregates).flatMap(({ commands }) =>
      messageTypes<Message>(commands),
    );
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('an event of a log', () => {
  const ofLead = (type: string, version = 1) => stored({ type, version, data: { leadId: 'l1' } });

  it('is read by the aggregate that wrote it', () =>
    expect(decodeEvent(ofLead('LeadMarketingQualified'))).toEqual(
      ofLead('LeadMarketingQualified'),
    ));

  it.each([ofLead('LeadEaten'), ofLead('LeadMarketingQualified', 2)])(
    'is not guessed at: $type version $version',
    (unknown) => expect(() => decodeEvent(unknown)).toThrow(UndecodableEvent),
  );
});
