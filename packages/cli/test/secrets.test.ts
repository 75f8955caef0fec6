import fc from 'fast-check';
import { presales } from './captured.ts';

/** Where a connection string may be typed, rightly or not; `C` is the string. */
const places: readonly (readonly string[])[] = [
  ['events', '--log', 'C'],
  ['events', '--log=C'],
  ['funnel', '--log', 'memory:', '--read-models', 'C'],
  ['copy', '--from', 'C', '--to', 'memory:'],
  ['copy', '--from', 'memory:', '--to', 'C'],
  ['import', 'C', '--mapping', 'C', '--log', 'memory:'],
  ['import-prices', 'C', '--log', 'memory:'],
  ['mapping', 'check', 'C'],
  ['demo', '--seed', 'C', '--log', 'memory:'],
  ['stream', 'C', '--log', 'memory:'],
  ['events', '--stream', 'C', '--log', 'memory:'],
  ['show', 'C', '--log', 'memory:'],
  ['funnel', '--currency', 'C', '--log', 'memory:'],
  ['targets', '--holder', 'C', '--log', 'memory:'],
  ['events', '--limit', 'C'],
  ['events', '--type', 'C', '--log', 'memory:'],
  ['events', '--lgo=C'],
  ['events', '--C'],
  ['C'],
  ['events', 'C'],
  ['help', 'C'],
];

const forms = [
  'esdb://anna:P@host:99999',
  'edsb://anna:P@host',
  'postgres://anna:P@host/db',
  'anna:P@host',
  'esdb://host:2113@anna:P',
  'esdb://host?password=P&tls=true',
  'sqlite:postgres://anna:P@host/db',
];

const password = fc
  .string({ unit: fc.constantFrom(...'abC019@:/?#%&=+ \u001b[],.-_'), maxLength: 8 })
  .map((middle) => `Zq7${middle}xK9`);

const typed = fc
  .tuple(fc.constantFrom(...places), fc.constantFrom(...forms), password)
  .map(([place, form, secret]) => {
    const connection = form.replace('P', () => secret);
    return { secret, argv: place.map((word) => word.replace('C', () => connection)) };
  });

describe('A password', () => {
  it('is never said again, wherever the connection string was typed', async () => {
    await fc.assert(
      fc.asyncProperty(typed, fc.boolean(), async ({ secret, argv }, debug) => {
        const { out, err } = await presales(argv, debug ? { PRESALES_DEBUG: '1' } : {});
        expect(out + err).not.toContain(secret);
        expect(out + err).not.toContain(secret.replaceAll('\u001b', '\ufffd'));
      }),
      { numRuns: 300 },
    );
  });

  it('is never said again when it stands in the environment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...forms), password, async (form, secret) => {
        const connection = form.replace('P', () => secret);
        for (const env of [
          { PRESALES_EVENT_LOG: connection },
          { PRESALES_EVENT_LOG: 'memory:', PRESALES_READ_MODELS: connection },
        ]) {
          const { code, out, err } = await presales(['funnel'], env);
          expect(code).not.toBe(0);
          expect(out + err).not.toContain(secret);
        }
      }),
      { numRuns: 50 },
    );
  });
});
