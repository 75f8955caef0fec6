import {
  EventLogError,
  Interrupted,
  InvalidInput,
  PresalesError,
  ReadModelError,
} from '@presales/kernel';
import { CopyError } from '@presales/runtime';
import { UsageError } from '../src/errors.ts';
import { failureOf } from '../src/failure.ts';
import { main, OutputClosed } from '../src/index.ts';
import { capturing } from './captured.ts';

describe('What went wrong', () => {
  it.each([
    [new UsageError('no such thing'), 2],
    [new InvalidInput('mapping', [{ path: 'a.b', expected: 'expected a date' }]), 2],
    [new PresalesError('connection/unknown-scheme', 'no such store'), 2],
    [new EventLogError('event-log/busy', 'locked'), 3],
    [new CopyError('copy/unverified', 'not the same'), 3],
    [new CopyError('copy/incomplete-source', 'truncated'), 3],
    [new CopyError('copy/other-events', 'not ours'), 2],
    [new ReadModelError('read-model/newer-version', 'newer'), 3],
    [new PresalesError('codec/undecodable', 'unknown event'), 3],
    [new PresalesError('exchange-rate/missing', 'no rate'), 6],
    [new PresalesError('money/out-of-range', 'too much'), 6],
    [new Error('a bug'), 1],
    ['a string', 1],
    [new Interrupted(), 130],
  ])('%s ends with code %d', (error, code) => {
    expect(failureOf(error, {}).code).toBe(code);
  });

  it('is said in its own words, without a stack', () => {
    expect(failureOf(new UsageError('no such thing'), {}).message).toBe('error: no such thing');
    expect(failureOf(new Error('a bug'), {}).message).toBe(
      'error: a bug\nThis was not foreseen. PRESALES_DEBUG=1 shows where it happened.',
    );
  });

  it('sets in what follows a line break, which may stand in stored data', () => {
    expect(failureOf(new UsageError('no stream a\nerror: all is lost'), {}).message).toBe(
      'error: no stream a\n  error: all is lost',
    );
  });

  it('shows where it happened to whoever asks', () => {
    expect(failureOf(new Error('a bug'), { PRESALES_DEBUG: '1' }).message).toMatch(/\n\s+at /);
  });
});

describe('A reader who has gone', () => {
  it('is no failure', async () => {
    const { io, said } = capturing();
    const write = async () => {
      throw new OutputClosed();
    };
    expect(await main(['--help'], { ...io, stdout: { ...io.stdout, write } })).toBe(0);
    expect(said.err).toBe('');
  });
});
