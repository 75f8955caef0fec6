import { appendingCases } from './appending.ts';
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
import { testRunner } from './runner.ts';

export type { EventLogContract } from './contract.ts';

/**
 * Registers the cases that every event log must pass, under a test runner whose `describe` and `it`
 * are globals. An implementation that passes them may stand wherever an event log is asked for.
 *
 *     eventLogContract({
 *       name: 'my log',
 *       open: async ({ now }) => myEventLog({ now }),
 *     });
 *
 * Where a case rests on a document or on another system's source it says so. Our port asks for less
 * than EventStoreDB offers: expectations are exact, data is JSON, and streams are neither deleted
 * nor truncated; the rows of its behaviour that speak of those have no case here.
 */
export const eventLogContract = (contract: EventLogContract): void => {
  testRunner().describe(`the event-log contract, kept by ${contract.name}`, () => {
    appendingCases(contract);
    refusingCases(contract);
    keepingCases(contract);
    recordingCases(contract);
    readingStreamCases(contract);
    readingAllCases(contract);
    followingCases(contract);
    lastingCases(contract);
    historyCases(contract);
    raceCases(contract);
  });
};
