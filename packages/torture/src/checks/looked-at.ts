import { isDeepStrictEqual } from 'node:util';
import type { StoredEvent } from '@presales/kernel';
import { open } from '@presales/runtime';
import { presalesCommand, start } from '../harness/child.ts';
import { eventsIn } from './events.ts';

/** What a look at a file came to, or the code of the error that it ended with. */
export type Seen<Value> = { readonly value: Value } | { readonly code: string };

/** Looks, and takes errors that have a code for an answer. */
export const seen = async <Value>(look: () => Promise<Value>): Promise<Seen<Value>> => {
  try {
    return { value: await look() };
  } catch (error) {
    const { code } = Object(error);
    if (typeof code === 'string' && /^[a-z-]+\/[a-z-]+$/.test(code)) return { code };
    throw error;
  }
};

/** All events, read as any program reads them. */
export const readEvents = (file: string): Promise<Seen<readonly StoredEvent[]>> =>
  seen(() => eventsIn(file));

/** What the reports say of a log and the read models beside it as they are. */
export const reportsOf = async (eventLog: string, readModels: string) => {
  const presales = await open({ eventLog, readModels, readOnly: true, project: false });
  try {
    const asked = { asOf: '2026-12-31T00:00:00.000Z', currency: 'EUR' } as const;
    return {
      funnel: await presales.funnel(asked),
      roi: await presales.campaignRoi(asked),
      targets: await presales.targetTracking({ asOf: asked.asOf }),
      leads: await presales.leads(asked),
    };
  } finally {
    await presales.close();
  }
};

/** Whether two answers are the same, to the last figure. */
export const same = (one: unknown, other: unknown): boolean => isDeepStrictEqual(one, other);

/** Whether `presales verify` finds anything: how it ended, and what it said. */
export const verified = async (
  eventLog: string,
  readModels: string,
): Promise<{ readonly how: number | string; readonly said: string }> => {
  const child = start<unknown>(
    presalesCommand('verify', '--json', '--log', eventLog, '--read-models', readModels),
  );
  const { how, said } = await child.ended;
  return { how, said };
};
