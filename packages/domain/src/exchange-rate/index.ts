export { ExchangeRateCommand } from './commands.ts';
export { ExchangeRateEvent } from './events.ts';
export { exchangeRate } from './exchange-rate.ts';
export type { ExchangeRateRefusal } from './refusals.ts';
export type { ExchangeRate } from './state.ts';
