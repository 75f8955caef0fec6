import { open } from '@presales/runtime';

const presales = await open({ eventLog: 'memory:', actor: 'anna' });
await presales.lead({
  type: 'CaptureLead',
  data: { leadId: 'L-1', partyId: 'acme', source: 'webinar' },
});

// A business "no" is a value with a code.
const refused = await presales.lead({ type: 'QualifyLeadForSales', data: { leadId: 'L-1' } });
console.log(refused);

// Input that fits no schema is an error that names the place and what was expected.
try {
  await presales.quotation({
    type: 'AddQuotationLine',
    data: {
      quotationId: 'Q-1',
      line: {
        lineId: '1',
        description: 'Laptop',
        quantity: '-2',
        unitPrice: { amount: 99900, currency: 'EURO', scale: 2 },
      },
    },
  });
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
}

// The same command id asks the same thing: the answer is that of the first time.
const command = { type: 'AssignLead', data: { leadId: 'L-1', salespersonId: 'anna' } } as const;
const first = await presales.lead(command, { commandId: 'assign-1' });
const again = await presales.lead(command, { commandId: 'assign-1' });
console.log(first.outcome === 'emitted' && again.outcome === 'emitted');
console.log(JSON.stringify(ids(first)) === JSON.stringify(ids(again)));

function ids(answer: typeof first): readonly string[] {
  return answer.outcome === 'emitted' ? answer.events.map(({ id }) => id) : [];
}

await presales.close();
