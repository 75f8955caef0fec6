import type { DealValue } from '@presales/domain';
import type { Money } from '@presales/kernel';
import type { Random } from './random.ts';

/** An amount in euros, up to 25,000. */
export const euros = (random: Random): Money => ({
  amount: random.whole(5_000, 2_500_000),
  currency: 'EUR',
  scale: 2,
});

/** What a deal is worth: two fifths of it margin, its cost known. */
export const dealValue = (random: Random): DealValue => {
  const net = euros(random);
  return {
    net,
    margin: { ...net, amount: Math.floor(net.amount * 0.4) },
    netOfUnknownCost: { ...net, amount: 0 },
  };
};
