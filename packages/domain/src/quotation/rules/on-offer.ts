import { type Instant, localDate } from '@presales/kernel';
import { type Answer, notInPlay, refuse } from '../refusals.ts';
import {
  isLapsed,
  lastOffer,
  type Offer,
  offerOf,
  type Quotation,
  type QuotationRecord,
} from '../state.ts';

/** The version that somebody answers, and when. */
export interface Addressed {
  readonly version: number;
  readonly at: Instant;
  /** Whether a version that a later one superseded will do. */
  readonly olderVersions?: boolean;
  /**
   * Whether the answer's date alone decides: it may be entered after the expiry was recorded, or the
   * lapse of the rest of a part acceptance. By default what has expired is answered no more.
   */
  readonly byDate?: boolean;
  /**
   * Whether the seller takes the answer on purpose although the validity is over, and the rest of a
   * part acceptance has lapsed with it.
   */
  readonly late?: boolean;
}

/**
 * Decides on a version that binds us: sent, not superseded, and within its last valid day in the
 * seller's zone (B20), whether or not the expiry was recorded; or, `late`, after it. Anything else is
 * refused.
 */
export const onOffer = (
  { version, at, olderVersions = false, byDate = false, late = false }: Addressed,
  state: Quotation,
  decide: (record: QuotationRecord, offer: Offer) => Answer,
): Answer => {
  const partly =
    state.status === 'partly-accepted' ||
    (state.status === 'accepted' && (late || byDate) && isLapsed(state));
  if (!(partly || state.status === 'draft' || state.status === 'sent')) return notInPlay(state);
  if (partly && state.version !== version) return notInPlay(state);
  const last = lastOffer(state);
  const offer = offerOf(state, version);
  if (last === undefined || offer === undefined)
    return refuse({ code: 'quotation/version-not-sent', version });
  const by = last.sent.version;
  if (version < by && !partly && !olderVersions)
    return refuse({ code: 'quotation/superseded', version, by });
  const { validUntil } = offer;
  const inTime = localDate(at, state.record.header.sellerZone) <= validUntil;
  if (late && inTime) return refuse({ code: 'quotation/still-valid', validUntil });
  if (!late && (!inTime || (offer.expired && !byDate)))
    return refuse({ code: 'quotation/expired', validUntil });
  return decide(state.record, offer);
};
