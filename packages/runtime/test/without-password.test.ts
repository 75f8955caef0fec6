import { inspect } from 'node:util';
import fc from 'fast-check';
import { readModelsBeside } from '../src/connection.ts';
import { besideLog, open, withoutPassword } from '../src/index.ts';

/** Ways to write a connection, well or badly; `P` is the password. */
const forms = [
  'esdb://anna:P@host',
  'esdb://anna:P@host:2113?tls=true',
  'esdb+discover://anna:P@host:2113/?tls=true&nodePreference=leader',
  'esdb://anna:P@one:2113,two:2113,three?keepAliveInterval=1000',
  'ESDB://anna:P@host',
  ' esdb://anna:P@host\n',
  'edsb://anna:P@host',
  'esdb:anna:P@host',
  'esdb:/anna:P@host',
  'esdb//anna:P@host',
  '//anna:P@host',
  'anna:P@host',
  'P@host',
  'esdb://P@host',
  'esdb://anna:P@',
  'esdb://anna:P',
  'esdb://:P@host',
  'esdb://an na:P@ho st',
  'esdb://anna:P@[::1',
  'esdb://anna:P@host]:2113',
  'esdb://anna:P@host:99999',
  'esdb://host:2113@anna:P',
  'esdb://host?anna:P',
  'esdb://host?password=P',
  'esdb://host?P',
  'esdb://host?tls=P',
  'esdb://host?tls=true&userKeyFile=P&userCertFile=P',
  'esdb://one:1@anna:P,two:2@anna:P',
  'esdb://anna:P@host@anna:P@host',
  'postgres://anna:P@host:5432/presales',
  'postgresql://host/presales?user=anna&password=P',
  'host=localhost user=anna password=P',
  'Server=localhost;Password=P',
  'sqlite:postgres://anna:P@host/presales',
  'sqlite://anna:P@host/presales',
  'sqlite:presales.db?key=P',
  'kurrentdb://anna:P@host',
  'ftp://anna:P@host',
];

const password = fc
  .string({
    unit: fc.constantFrom(...'abc019@:/?#%&=+ \t\n[],.-_*~$^"\'\\{}'),
    maxLength: 12,
  })
  .map((middle) => `Zq7${middle}xK9`);

const connection = fc
  .tuple(fc.constantFrom(...forms), password, fc.boolean())
  .map(([form, raw, encoded]) => {
    const secret = encoded ? encodeURIComponent(raw) : raw;
    return { secret, text: form.replaceAll('P', () => secret) };
  });

describe('A connection string', () => {
  it('is never printed with its password, whatever is wrong with it', () => {
    fc.assert(
      fc.property(connection, ({ secret, text }) => {
        expect(withoutPassword(text)).not.toContain(secret);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives the files beside its log no name with the password in it', () => {
    fc.assert(
      fc.property(connection, ({ secret, text }) => {
        for (const nameOf of [besideLog, readModelsBeside]) {
          const name = (() => {
            try {
              return nameOf(text);
            } catch (error) {
              return inspect(error);
            }
          })();
          expect(name).not.toContain(secret);
        }
      }),
    );
  });

  it('that cannot be opened ends in an error without the password, in its causes and its stack too', async () => {
    await fc.assert(
      fc.asyncProperty(
        connection.filter(({ text }) => !/^esdb(\+discover)?:/.test(text)),
        fc.constantFrom('eventLog', 'readModels'),
        async ({ secret, text }, where) => {
          const error = await open({ eventLog: 'memory:', [where]: text }).then(
            () => 'opened',
            (thrown: unknown) => inspect(thrown, { depth: 9, showHidden: true }),
          );
          expect(error).not.toBe('opened');
          expect(error).not.toContain(secret);
        },
      ),
    );
  });

  it.each([
    ['esdb://admin:changeit@localhost:2113', 'esdb://admin:***@localhost:2113'],
    ['esdb://admin:p@ss:w/rd@localhost', 'esdb://admin:***@localhost'],
    ['esdb://127.0.0.1:2113?tls=false', 'esdb://127.0.0.1:2113?tls=false'],
    ['esdb://[::1]:2113,b:1?tls=true&userKeyFile=k', 'esdb://[::1]:2113,b:1?tls=true&***'],
    ['postgres://anna:secret@host/db', 'postgres://anna:***@host/db'],
    ['esdb://token@localhost', 'esdb://***@localhost'],
    ['esdb://localhost:2113@admin:secret', 'esdb://localhost:***@***'],
    ['esdb://admin:pass?word@localhost', 'esdb://***'],
    ['sqlte:presales.db', 'sqlte:***'],
    ['password=secret', '***'],
    ['sqlite:./presales.db', 'sqlite:./presales.db'],
    ['sqlite:/data/a@b/it is.db', 'sqlite:/data/a@b/it is.db'],
    ['presales.db', 'presales.db'],
    ['memory:', 'memory:'],
    ['', ''],
  ])('%s is printed as %s', (connection, printed) =>
    expect(withoutPassword(connection)).toBe(printed),
  );
});
