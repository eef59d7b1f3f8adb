exports.handler = async ({ type, authorizationToken, queryStringParameters, methodArn }) => {
  const word = type === 'TOKEN' ? authorizationToken : queryStringParameters.key;
  if (word === 'nobody') throw new Error('Unauthorized');
  const Effect = word === 'open' ? 'Allow' : 'Deny';
  return {
    principalId: word,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: methodArn }],
    },
    context: { word, type },
  };
};
