import type { Edit } from './contract.ts';

/** The sample with an operation that watches a parcel. */
export const watchParcel: Edit = {
  from: '  /v1/parcels/{parcelId}:\n',
  to: `  /v1/parcels/{parcelId}/events:
    parameters:
      - $ref: '#/components/parameters/ParcelId'
    get:
      operationId: watchParcel
      tags: [parcels]
      summary: Watch a parcel
      x-penstock:
        throttle: { rate: 1, burst: 20 }
        timeout: 60
        concurrency: 60
      parameters:
        - name: Last-Event-ID
          in: header
          description: The last event that was seen.
          schema: { type: string, pattern: '^[0-9]{1,16}$', maxLength: 16 }
        - $ref: '#/components/parameters/CorrelationId'
        - $ref: '#/components/parameters/TraceParent'
      responses:
        '200':
          description: The parcel, and each change of it.
          headers:
            X-Correlation-Id: { $ref: '#/components/headers/CorrelationId' }
          content:
            text/event-stream:
              schema: { $ref: '#/components/schemas/Parcel' }
        '204':
          description: There is no more to come.
          headers:
            X-Correlation-Id: { $ref: '#/components/headers/CorrelationId' }
        '400': { $ref: '#/components/responses/ValidationProblem' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Problem' }
        '404': { $ref: '#/components/responses/Problem' }
        '429': { $ref: '#/components/responses/TryLater' }
        '500': { $ref: '#/components/responses/Problem' }
        '503': { $ref: '#/components/responses/TryLater' }
        '504': { $ref: '#/components/responses/Problem' }
  /v1/parcels/{parcelId}:
`,
};
