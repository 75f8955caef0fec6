import { same } from '../../shared/same.ts';
import type { LeadEvent } from '../events.ts';
import { type Answer, emit, type LeadRefusal, refuse } from '../refusals.ts';

/** How many signs of interest, and how many touches, one lead keeps: a stream stays short. */
export const signalLimit = 1_000;

/** A sign of interest, or a touch, and what comes of it. */
interface NewSignal<Signal> {
  readonly id: string;
  readonly signal: Signal;
  readonly event: LeadEvent;
  /** The refusal where another signal has the id. */
  readonly differs: LeadRefusal;
}

/** Records one more signal under an id of its own, up to the limit. */
export const recordSignal = <Signal>(
  kept: ReadonlyMap<string, Signal>,
  { id, signal, event, differs }: NewSignal<Signal>,
): Answer => {
  const known = kept.get(id);
  if (known !== undefined) return same(known, signal) ? emit() : refuse(differs);
  return kept.size === signalLimit
    ? refuse({ code: 'lead/too-many', limit: signalLimit })
    : emit(event);
};
