import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type shared from '@eventstore/db-client/generated/shared_pb.js';
import type * as grpc from '@grpc/grpc-js';
import { type CallContext, perform, type ServerVersion } from '../calls/call-context.ts';
import { statusOf } from '../calls/rpc-failure.ts';

/** What a server of each version calls itself. */
const versions: Readonly<Record<ServerVersion, string>> = {
  '23.10': '23.10.6.0',
  '24.10': '24.10.4.0',
};

/** ServerFeatures.GetSupportedMethods: names in lower case, each method with what it can do. */
export const supportedMethods =
  (
    context: CallContext,
    methods: readonly (readonly [service: string, method: string, ...features: string[]])[],
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
