export { ExchangeRateCommand } from './commands.ts';
export { ExchangeRateEvent } from './events.ts';
export { type ExchangeRate, type ExchangeRateRefusal, exchangeRate } from './exchange-rate.ts';
