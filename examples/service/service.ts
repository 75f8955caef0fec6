import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from '@presales/runtime';

const folder = mkdtempSync(join(tmpdir(), 'presales-example-'));
const presales = await open({ eventLog: `sqlite:${join(folder, 'presales.db')}` });

/** What a web form would call: the request's own id makes a retried request harmless. */
async function captureLead(requestId: string, email: string) {
  const partyId = `party-${requestId}`;
  const context = { actor: 'website', correlationId: requestId };
  await presales.party(
    {
      type: 'RegisterParty',
      data: { partyId, details: { kind: 'person', name: email, email } },
    },
    { ...context, commandId: `${requestId}/party` },
  );
  return presales.lead(
    {
      type: 'CaptureLead',
      data: { leadId: `lead-${requestId}`, partyId, source: 'inbound-content' },
    },
    { ...context, commandId: `${requestId}/lead` },
  );
}

const answer = await captureLead('request-1', 'ada@example.com');
const retried = await captureLead('request-1', 'ada@example.com');
console.log(answer.outcome, retried.outcome, await presales.log.head());

const { state } = await presales.lead.load('lead-request-1');
console.log(state.status);

await presales.close();
rmSync(folder, { recursive: true });
