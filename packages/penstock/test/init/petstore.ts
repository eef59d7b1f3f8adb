/** An API as others write it: nothing of ours, errors of its own, hardly a bound. */
export const petstore = `openapi: 3.1.0
info:
  title: Pets
  version: 1.4.2
# What the pets are about.
paths:
  /pets:
    get:
      operationId: list-pets
      parameters:
        - name: limit
          in: query
          required: true
          schema: { type: integer, format: int32, default: 20 }
        - { name: Accept, in: header, schema: { type: string } }
        - { name: tag, in: query, schema: { type: string } }
      responses:
        200:
          description: Some pets.
          headers:
            Date: { schema: { type: string } }
          content:
            application/json:
              schema:
                type: array
                items: { $ref: '#/components/schemas/Pet' }
        default:
          description: What went wrong.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Error' }
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/NewPet' }
      responses:
        201: { $ref: '#/components/responses/Kept' }
  /pets/{petId}:
    delete:
      deprecated: true
      operationId: DELETE_pet
      parameters:
        - { name: petId, in: path, required: true, schema: { type: string } }
      responses:
        204:
          description: Gone.
          content: { application/json: {} }
components:
  responses:
    Kept:
      description: It is kept.
      content:
        application/json:
          schema: { $ref: '#/components/schemas/Pet' }
  schemas:
    Pet:
      allOf:
        - $ref: '#/components/schemas/NewPet'
        - type: object
          required: [id]
          properties:
            id: { type: integer, format: int64, maximum: 9223372036854775807 }
            more: {}
    NewPet:
      type: object
      required: [name]
      properties:
        # As its owner calls it.
        name: { type: string, nullable: true }
        weight: { type: number }
        tags: { type: array, items: { type: string } }
    Error:
      type: object
      properties:
        message: { type: string }
`;
