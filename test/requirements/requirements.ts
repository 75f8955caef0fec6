/** One thing the software must do. */
export interface Requirement {
  readonly number: string;
  readonly says: string;
  /** Why it is left out, where it is. */
  readonly outOfScope?: string;
}

/** The requirements by their numbers, in short. Tests name them in their titles: "… (S64)". */
export const requirements: readonly Requirement[] = Object.entries({
  S1: 'Sales work before the contract is the subject; work after it is not',
  S2: 'Everything that turns a lead into a paying customer',
  S3: 'Prospecting, qualifying, research, proposals and their management are recorded',
  S4: 'The process runs from the first contact to the won contract',
  S5: 'Two pre-sales documents: inquiry and quotation',
  S6: 'An inquiry asks for availability, price, delivery date or other things',
  S7: 'An inquiry is created, changed and displayed (VA11 to VA13)',
  S8: 'A quotation binds us once it is sent',
  S9: 'A quotation is created, changed and displayed (VA21 to VA23)',
  S10: 'Customer contacts are tracked: visits, calls, letters, direct mail',
  S11: 'Sales staff track their customers',
  S12: 'Campaigns send mailings',
  S13: 'Customers’ telephone queries are recorded',
  S14: 'Work after the sale',
  S15: 'Sales are steered by targets',
  S16: 'A lead is a person or an organisation that showed interest',
  S17: 'A lead may be an existing customer, or answer advertising directly',
  S18: 'First lead, then prospect, then customer',
  S19: 'Marketing hands qualified leads over to sales',
  S20: 'A lead without the intention to buy is disqualified',
  S21: 'A lead that bought from a competitor is parked for later',
  S22: 'Every lead has a source',
  S23: 'What a lead looks at and reacts to is tracked',
  S24: 'The cost of each source can be compared',
  S25: 'Who referred a lead is recorded',
  S26: 'Lost deals are a source of leads, with the reason of the loss',
  S27: 'A suspect stands at the start of the funnel and is nurtured',
  S28: 'A hot lead needs the product at once',
  S29: 'A warm lead decides within about two months',
  S30: 'A cold lead gave no date',
  S31: 'A marketing-qualified lead shows interest and is not ready to buy',
  S32: 'A sales-qualified lead goes to sales directly',
  S33: 'Leads are collected, tracked and distributed',
  S34: 'Leads are scored and ranked',
  S35: 'The funnel shows how far each step is reached',
  S36: 'Volume, conversion, average ticket, retention and cycle time',
  S37: 'Competitors are recorded on lost deals',
  S38: 'The hand-over from marketing to sales is visible',
  S39: 'Contact, then lead, then opportunity',
  S40: 'Pre-sales work runs from the first contact to the customer, and may help the start of delivery',
  S41: 'Proposals, demonstrations, proofs of concept and documents are pre-sales work',
  S42: 'A pre-sales specialist understands, designs, explains and hands over',
  S43: 'Discovery records the customer’s requirements',
  S44: 'Preparation fits the presentation to the customer',
  S45: 'A demonstration aims at the customer’s problem',
  S46: 'Pre-sales answers requests for proposal',
  S47: 'Pre-sales gives marketing feedback and documents',
  S48: 'Pre-sales gives product management feedback from the market',
  S49: 'Pre-sales supports proposals with the case and the facts',
  S50: 'Other meanings of “presale”',
  S51: 'A campaign has a budget and costs',
  S52: 'A campaign has objectives: leads, customers, opportunities, their value and their margin',
  S53: 'A campaign’s profit is the margin of its sales less what was spent',
  S54: 'Salespeople have targets of sales value and margin',
  S55: 'Salespeople have targets of customers and activities, by period',
  S56: 'Salespeople form teams, and the team’s attainment is tracked',
  S57: 'A catalogue holds products and services with cost and sale prices by partner level',
  S58: 'The margin of each sale follows from its cost and price',
  S59: 'A coefficient reprices everything of a supplier at once',
  S60: 'A supplier’s cost coefficient gives a cost where none was entered',
  S61: 'Sale prices follow from supplier prices by coefficient, one for each level',
  S62: 'Goods receipts give a better cost',
  S63: 'One quotation holds several currencies',
  S64: 'A quotation has a subtotal for each currency',
  S65: 'Each line shows its profitability as percent and as value',
  S66: 'A quotation can be followed as an opportunity',
  S67: 'Exchange rates are frozen or not',
  S68: 'A shop order can open an opportunity or become a quotation',
  S69: 'A paid shop order wins its opportunity',
  S70: 'A shop order is copied into a quotation, changed, sent and followed',
  S71: 'A lower price for a larger quantity',
  S72: 'Another item instead of one that is out of stock',
  S73: 'The order itself is transferred; no new one is needed',
  S74: 'Several pipelines with steps of their own',
  S75: 'Opportunities come from quotations, shop orders and leads',
}).map(([number, says]) => {
  const reason = outOfScope(number);
  return reason === undefined ? { number, says } : { number, says, outOfScope: reason };
});

function outOfScope(number: string): string | undefined {
  switch (number) {
    case 'S14':
      return 'post-sales work belongs to other software';
    case 'S50':
      return 'real estate and early releases are other subjects';
    default:
      return undefined;
  }
}
