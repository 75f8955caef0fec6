import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type shared from '@eventstore/db-client/generated/shared_pb.js';
import type * as grpc from '@grpc/grpc-js';
import { type CallContext, perform, type ServerVersion } from '../calls/call-context.ts';
import { statusOf } from '../calls/rpc-failure.ts';

/** The version number that a server of each version reports. */
const versions: Readonly<Record<ServerVersion, string>> = {
  '23.10': '23.10.6.0',
  '24.10': '24.10.4.0',
};

/** A method that a server offers, by names in lower case, and what it can do. */
export type SupportedMethod = readonly [service: string, method: string, ...features: string[]];

/** ServerFeatures.GetSupportedMethods. */
export const getSupportedMethods =
  (
    context: CallContext,
    methods: readonly SupportedMethod[],
  ): grpc.handleUnaryCall<shared.Empty, features.SupportedMethods> =>
  (call, reply) =>
    perform(context, {
      operation: 'features',
      stream: '',
      peer: call.getPeer(),
      apply: () =>
        new features.SupportedMethods()
          .setEventStoreServerVersion(versions[context.version])
          .setMethodsList(
            methods.map(([service, method, ...able]) =>
              new features.SupportedMethod()
                .setServiceName(service)
                .setMethodName(method)
                .setFeaturesList(able),
            ),
          ),
      answer: (response) => reply(null, response),
      fail: (failure) => reply(statusOf(failure)),
    });
