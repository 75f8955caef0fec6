/** The stages that systems come with, in the order in which deals pass them. */
export const stageOrders: readonly (readonly string[])[] = [
  [
    'Prospecting',
    'Qualification',
    'Needs Analysis',
    'Value Proposition',
    'Id. Decision Makers',
    'Identify Decision Makers',
    'Perception Analysis',
    'Proposal/Price Quote',
    'Negotiation/Review',
  ],
  [
    'Appointment Scheduled',
    'Qualified To Buy',
    'Presentation Scheduled',
    'Decision Maker Bought-In',
    'Contract Sent',
  ],
  ['Qualified', 'Contact Made', 'Demo Scheduled', 'Proposal Made', 'Negotiations Started'],
  ['Qualify', 'Develop', 'Propose', 'Close'],
  ['New', 'Qualified', 'Proposition'],
  ['Prospecting', 'Engaging'],
  ['Kontakt', 'Erstgespräch', 'Qualifiziert', 'Angebot', 'Verhandlung'],
];
