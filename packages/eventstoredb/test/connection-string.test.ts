import { inspect } from 'node:util';
import fc from 'fast-check';
import { parseConnection } from '../src/connection-string.ts';

/** Ways to write a connection, well or badly; `P` is the password. */
const forms = [
  'esdb://anna:P@host',
  'esdb+discover://anna:P@host:2113?tls=true',
  'esdb://anna:P@host?tls=false',
  'edsb://anna:P@host',
  'kurrentdb+discover://anna:P@host',
  'anna:P@host',
  'esdb:anna:P@host',
  'esdb://P@host',
  'esdb://anna:P',
  'esdb://anna:P@',
  'esdb://anna:P@ho st:1',
  'esdb://anna:P@[::1]:2113',
  'esdb://anna:P@host:99999',
  'esdb://host:2113@anna:P',
  'esdb://one,anna:P,two',
  'esdb://host?anna:P',
  'esdb://host?password=P',
  'esdb://host?P',
  'esdb://host?P=true',
  'esdb://host?tls=P',
  'esdb://host?tls=true=P',
  'esdb://host?userKeyFile=P',
  'esdb://host?tls=true?P',
];

const password = fc
  .string({ unit: fc.constantFrom(...'abc019@:/?#%&=+ \n[],.-_'), maxLength: 12 })
  .map((middle) => `Zq7${middle}xK9`);

describe('A connection string of EventStoreDB', () => {
  it('gives its password to the client alone: no message and no name has it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...forms), password, (form, secret) => {
        let said: string;
        try {
          said = parseConnection(form.replaceAll('P', () => secret)).name;
        } catch (error) {
          expect(error).toMatchObject({ code: 'event-log/bad-connection' });
          said = inspect(error, { depth: 9, showHidden: true });
        }
        expect(said).not.toContain(secret);
      }),
      { numRuns: 1_000 },
    );
  });

  it('that is wrong is told where, and what was expected', () => {
    expect(() => parseConnection('esdb://one,two:0')).toThrow(
      'host 2: expected a port from 1 to 65535',
    );
    expect(() => parseConnection('esdb://one?tls=true&tsl=false')).toThrow(
      'option 2: expected one of tls, tlsCAFile',
    );
    expect(() => parseConnection('esdb://one?nodePreference=near')).toThrow(
      'option nodePreference: expected leader, follower, random or readOnlyReplica',
    );
  });
});
