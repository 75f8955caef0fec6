import { parseMoney } from '@presales/kernel';
import { presalesProcesses } from '@presales/processes';
import { open } from '@presales/runtime';

const presales = await open({
  eventLog: 'memory:',
  actor: 'shop',
  processes: presalesProcesses({ pipelineId: 'shop', ownerId: 'anna', zone: 'Europe/Bucharest' }),
});

await presales.pipeline({
  type: 'DefinePipeline',
  data: {
    pipelineId: 'shop',
    name: 'Orders of the shop',
    steps: [{ step: 'ordered', name: 'Ordered', probability: 60 }],
  },
});
await presales.shopOrder({
  type: 'ReceiveShopOrder',
  data: {
    shopOrderId: 'order-1',
    partyId: 'ada',
    lines: [
      {
        lineId: '1',
        description: 'a machine',
        quantity: '2',
        unitPrice: parseMoney('600.00', 'EUR'),
      },
    ],
  },
});
await presales.shopOrder({
  type: 'RecordShopOrderPayment',
  data: { shopOrderId: 'order-1', paymentId: 'p-1', amount: parseMoney('1200.00', 'EUR') },
});
await presales.processes.settled();

const order = await presales.shopOrder.load('order-1');
if (order.state.status === 'received' && order.state.opportunityId !== undefined) {
  const deal = await presales.opportunity.load(order.state.opportunityId);
  console.log(deal.state.status);
}
for await (const { events } of presales.log.readAll())
  for (const { type, metadata } of events) console.log(`${metadata.actor}: ${type}`);
const [outcome] = await presales.processes.outcomes('paid-shop-order-wins-opportunity');
console.log(outcome?.commandType, outcome?.outcome);

await presales.close();
