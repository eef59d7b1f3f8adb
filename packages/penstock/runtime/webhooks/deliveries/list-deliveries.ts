import { isDeleted } from '../endpoints/endpoint.ts';
import type { EndpointRepository } from '../endpoints/endpoint-repository.ts';
import type { DeliveryListRequest, DeliveryPage, DeliveryRepository } from './delivery-repository.ts';

export interface DeliveryStores {
  readonly endpoints: EndpointRepository;
  readonly deliveries: DeliveryRepository;
}

/** What was sent to an endpoint, newest event first; undefined where there is no such endpoint. */
export async function listDeliveries(
  { endpoints, deliveries }: DeliveryStores,
  request: DeliveryListRequest,
  signal: AbortSignal,
): Promise<DeliveryPage | undefined> {
  const [endpoint, page] = await Promise.all([
    endpoints.find(request.tenant, request.endpointId, signal),
    deliveries.list(request, signal),
  ]);
  return endpoint === undefined || isDeleted(endpoint) ? undefined : page;
}
