// Shows the document of the API by Swagger UI, which is loaded before.

/**
 * A scheme of OAuth 2 or OpenID Connect, as a field that takes a token: the policy of the page lets it ask no issuer, and whoever has a token
 * has been there.
 */
function asBearer(scheme) {
  if (scheme.type !== 'oauth2' && scheme.type !== 'openIdConnect') return scheme;
  const scopes = Object.values(scheme.flows ?? {}).flatMap((flow) => Object.entries(flow.scopes ?? {}));
  const listed = scopes.map(([name, description]) => `- \`${name}\`: ${description}`);
  return {
    type: 'http',
    scheme: 'bearer',
    description: [scheme.description ?? '', ...new Set(listed)].filter((line) => line !== '').join('\n\n'),
  };
}

function withBearer(spec) {
  const schemes = Object.entries(spec.components?.securitySchemes ?? {});
  if (schemes.length === 0) return spec;
  const securitySchemes = Object.fromEntries(schemes.map(([name, scheme]) => [name, asBearer(scheme)]));
  return { ...spec, components: { ...spec.components, securitySchemes } };
}

async function show(place) {
  const response = await fetch(place.dataset.document);
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  globalThis.SwaggerUIBundle({
    spec: withBearer(await response.json()),
    domNode: place,
    deepLinking: true,
    // Its default is the validator of swagger.io.
    validatorUrl: null,
  });
}

const place = document.querySelector('#reference');
show(place).catch((error) => {
  place.querySelector('[role="status"]').textContent = `The document could not be loaded: ${error.message}`;
});
