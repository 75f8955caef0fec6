import { type ApprovalPolicy, allLines, type StandingPolicy } from '@presales/domain/quotation';
import { fingerprintOf, type Instant, localDate } from '@presales/kernel';
import { type Lookup, publishedRates } from '@presales/processes';
import type { CommandSide } from './command-side.ts';

/**
 * The commands with policies that hold for every quotation: nothing beyond one of them is sent
 * unapproved, whatever the command says itself (B30). The whole of a quotation in other currencies
 * than a policy's largest total is counted at the rates published for the day of the command.
 */
export const withApproval = (
  commands: CommandSide,
  policies: readonly ApprovalPolicy[],
  now: () => Instant,
): CommandSide => {
  if (policies.length === 0) return commands;
  const { quotation } = commands;
  // A name and the state that is loaded under it belong together by the type of Lookup.
  const load: Lookup['load'] = async (name, id) => (await commands[name].load(id)).state as never;
  const run: CommandSide['quotation'] = Object.assign(
    async (...[command, context]: Parameters<CommandSide['quotation']>) => {
      if (command.type !== 'SendQuotation' && command.type !== 'RequestApproval')
        return quotation(command, context);
      const { type, data } = command;
      const at = data.at ?? now();
      const standing = await standingPolicies(policies, data.quotationId, at, load);
      // It is the same command where it is given again, whatever rates are published by then.
      const asked = { fingerprint: fingerprintOf({ type, data }), ...context };
      return quotation({ type, data: { ...data, standing } } as typeof command, asked);
    },
    { load: quotation.load },
  );
  return { ...commands, quotation: run };
};

const standingPolicies = async (
  policies: readonly ApprovalPolicy[],
  quotationId: string,
  at: Instant,
  load: Lookup['load'],
): Promise<readonly StandingPolicy[]> => {
  const state = await load('quotation', quotationId);
  if (state.status !== 'draft') return policies.map((policy) => ({ policy }));
  const currencies = new Set(allLines(state.terms).map(({ unitPrice }) => unitPrice.currency));
  const day = localDate(at, state.record.header.sellerZone);
  const standing: StandingPolicy[] = [];
  for (const policy of policies) {
    const base = policy.maxTotal?.currency;
    const foreign = [...currencies].filter((currency) => currency !== base);
    const rates =
      base === undefined || foreign.length === 0
        ? undefined
        : await publishedRates(foreign, base, day, { load });
    standing.push({ policy, ...(rates === undefined ? {} : { rates }) });
  }
  return standing;
};
