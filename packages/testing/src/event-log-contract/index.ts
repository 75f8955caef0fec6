import { globalRunner, type TestRunner } from '../test-runner.ts';
import { appendingCases } from './appending.ts';
import { clockCases } from './clocks.ts';
import type { EventLogContract } from './contract.ts';
import { followingCases } from './following.ts';
import { historyCases } from './histories.ts';
import { keepingCases } from './keeping.ts';
import { lastingCases } from './lasting.ts';
import { raceCases } from './races.ts';
import { readingAllCases } from './reading-all.ts';
import { readingStreamCases } from './reading-streams.ts';
import { recordingCases } from './recording.ts';
import { refusingCases } from './refusing.ts';

export type { EventLogContract } from './contract.ts';

/**
 * Registers the cases that every event log must pass. An implementation that passes them may be used
 * wherever an event log is expected.
 *
 *     eventLogContract({
 *       name: 'my log',
 *       open: async ({ now, clockAhead }) => myEventLog({ now, clockAhead }),
 *     });
 *
 * The runner is by default the one whose `describe` and `it` are global; any other is passed as
 * `{ describe, it }`.
 *
 * A case that rests on a document or on the source of another system says so. Our port asks for less
 * than EventStoreDB offers: expected revisions are exact, data is JSON, and streams are neither
 * deleted nor truncated. What EventStoreDB does beyond that has no case here.
 */
export const eventLogContract = (
  contract: EventLogContract,
  runner: TestRunner = globalRunner(),
): void =>
  runner.describe(`the event-log contract, kept by ${contract.name}`, () => {
    appendingCases(contract, runner);
    refusingCases(contract, runner);
    keepingCases(contract, runner);
    recordingCases(contract, runner);
    clockCases(contract, runner);
    readingStreamCases(contract, runner);
    readingAllCases(contract, runner);
    followingCases(contract, runner);
    lastingCases(contract, runner);
    historyCases(contract, runner);
    raceCases(contract, runner);
  });
