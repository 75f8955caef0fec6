import { existsSync } from 'node:fs';
import { BEGINNING, type EventLog, type Position } from '@presales/kernel';
import type { Finding } from '@presales/kernel/store';
import { readModels as models } from '@presales/projections';
import { realWorld } from './clock.ts';
import { fileOf, openEventLog, readModelsBeside } from './connection.ts';
import { eventFindings } from './verify-events.ts';
import { inspectLog } from './verify-log.ts';
import { type VerifiedReadModel, verifyReadModels } from './verify-read-models.ts';

/** How far a verification has come. It serves a progress bar. */
export interface VerifyProgress {
  /** `log`: events were looked at; `read-models`: read models were compared. */
  readonly phase: 'log' | 'read-models';
  readonly done: number;
  readonly total: number;
}

/** What is verified. */
export interface VerifyOptions {
  /** The log: `sqlite:./presales.db` or `esdb://host:2113`. */
  readonly eventLog: string;
  /** The read models: `sqlite:./read-models.db`. By default those beside the log, where there are any. */
  readonly readModels?: string;
  /** Told of each finding as it is found; the next one waits for it. */
  readonly onFinding: (finding: Finding) => void | Promise<void>;
  readonly onProgress?: (progress: VerifyProgress) => void;
  /** Ends the verification. */
  readonly signal?: AbortSignal;
}

/** What a verification came to. */
export interface Verification {
  /** Where the log ends; BEGINNING when it is empty. */
  readonly head: Position;
  /** Events that could be read. */
  readonly events: number;
  /** Findings that change figures. */
  readonly changingFigures: number;
  /** Other findings. */
  readonly others: number;
  /** The read models there are; none, where no store of them was looked at. */
  readonly readModels: readonly VerifiedReadModel[];
}

/**
 * Looks at a whole log, and compares its read models with a fresh rebuild. Nothing is changed, and both
 * may be in use. A log in a file is looked at byte by byte: its structure, the text of every event
 * against checksum and seal, gaps, and the mark that says how far it came. Of every log each event is
 * looked at: its type, times and id, and whether this program can read it. What a server's disk does
 * cannot be seen from here: only what it gives.
 *
 * @throws ConnectionError, EventLogError, ReadModelError when something cannot be opened at all
 * @throws the signal's reason when it aborts
 */
export const verify = async ({
  eventLog,
  readModels,
  onFinding,
  onProgress,
  signal,
}: VerifyOptions): Promise<Verification> => {
  let changingFigures = 0;
  let others = 0;
  const tell = async (finding: Finding): Promise<void> => {
    if (finding.changesFigures) changingFigures += 1;
    else others += 1;
    await onFinding(finding);
  };
  let opened: Promise<EventLog> | undefined;
  const openLog = (): Promise<EventLog> => {
    opened ??= openEventLog(eventLog, {
      now: realWorld.now,
      readOnly: true,
      durability: 'full',
    });
    return opened;
  };
  try {
    let head: Position = BEGINNING;
    let events = 0;
    for await (const page of inspectLog(eventLog, openLog)) {
      signal?.throwIfAborted();
      head = page.head;
      events += page.events.length;
      for (const finding of page.findings) await tell(finding);
      for (const event of page.events)
        for (const finding of eventFindings(event)) await tell(finding);
      onProgress?.({ phase: 'log', done: Number(page.through) + 1, total: Number(head) + 1 });
    }
    const store = readModels ?? besideLogIfThere(eventLog);
    const verified =
      store === undefined
        ? []
        : await verifyReadModels({
            readModels: store,
            models,
            openLog,
            onFinding: tell,
            onProgress: (done) =>
              onProgress?.({ phase: 'read-models', done, total: models.length }),
            signal,
            world: realWorld,
          });
    return { head, events, changingFigures, others, readModels: verified };
  } finally {
    await (await opened?.catch(() => undefined))?.close();
  }
};

const besideLogIfThere = (eventLog: string): string | undefined => {
  const beside = readModelsBeside(eventLog);
  return beside !== 'memory:' && existsSync(fileOf(beside)) ? beside : undefined;
};
