/** A JSON Schema, draft 7. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** The same schema as AsyncAPI writes it: of OpenAPI 3.0's own keywords only these two are used. */
export function toJsonSchema(schema: object): JsonSchema {
  const { nullable, example, ...rest } = convert(schema) as JsonSchema;
  const plain = example === undefined ? rest : { ...rest, examples: [example] };
  return nullable === true ? { anyOf: [plain, { type: 'null' }] } : plain;
}

function convert(schema: object): object {
  return Object.fromEntries(
    Object.entries(schema as JsonSchema).map(([keyword, value]) => {
      if (keyword === 'properties') {
        const fields = Object.entries(value as Record<string, object>);
        return [keyword, Object.fromEntries(fields.map(([name, field]) => [name, toJsonSchema(field)]))];
      }
      if (keyword === 'allOf' || keyword === 'oneOf') return [keyword, (value as object[]).map(toJsonSchema)];
      const nested = (keyword === 'items' || keyword === 'additionalProperties') && typeof value === 'object';
      return [keyword, nested && value !== null ? toJsonSchema(value) : value];
    }),
  );
}

/** An object with these fields, all of them there but the optional ones. */
export function objectOf(fields: Readonly<Record<string, JsonSchema>>, optional: readonly string[] = []): JsonSchema {
  const required = Object.keys(fields).filter((name) => !optional.includes(name));
  return { type: 'object', properties: fields, ...(required.length > 0 ? { required } : {}) };
}

export const refTo = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
export const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
