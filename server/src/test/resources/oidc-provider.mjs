// A hospital's provider for tests: oidc-provider of npm, with synthetic people; each has the group of its own name.
// Arguments: the port to listen on and the address of the server that asks. Prints a line once it listens.
import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import Provider from 'oidc-provider';

const [port, here] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
let forging = '';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'own', alg: 'RS256', use: 'sig' };

const provider = new Provider(issuer, {
  jwks: { keys: [jwk] },
  cookies: { keys: ['synthetic'] },
  scopes: ['openid', 'profile'],
  claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups'] },
  conformIdTokenClaims: process.env.CLAIMS_APART === 'yes',
  features: {
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: { enabled: true },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: (_, client) => (client.clientId === 'ehr' ? `${here}/fhir` : undefined),
      getResourceServerInfo: (_, resource) => ({
        scope: 'system/*.rs system/Observation.rs',
        audience: resource,
        accessTokenTTL: 300,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      name: `Synthetic ${id}, MD`,
      preferred_username: id.toUpperCase(),
      groups: ['staff', id.replace(/-.*/, '')],
    }),
  }),
  clients: [{
    client_id: 'dripwatch',
    client_secret: 'a-synthetic-secret',
    redirect_uris: [`${here}/api/v1/session/hospital/back`],
    post_logout_redirect_uris: [`${here}/`],
    backchannel_logout_session_required: true,
    backchannel_logout_uri: `${here}/api/v1/session/hospital/ended`,
  }, {
    client_id: 'ehr',
    client_secret: 'another-synthetic-secret',
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  }],
});

const text = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Somebody on the way between provider and server, who wants to be the physician. */
function forged(token) {
  const [head, body, signature] = token.split('.');
  const header = JSON.parse(Buffer.from(head, 'base64url'));
  const claims = { ...JSON.parse(Buffer.from(body, 'base64url')), preferred_username: 'mallory', groups: ['physician'] };
  const signed = (alg, by) => {
    const begun = `${text({ ...header, alg })}.${text(claims)}`;
    return `${begun}.${by(begun)}`;
  };
  switch (forging) {
    case 'changed':
      return `${head}.${text(claims)}.${signature}`;
    case 'unsigned':
      return signed('none', () => '');
    case 'unsigned with something':
      return signed('none', () => signature);
    case 'symmetric':
      return signed('HS256', (begun) =>
        createHmac('sha256', createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }))
          .update(begun).digest('base64url'));
    case 'by another key': {
      const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
      return signed('RS256', (begun) => sign('sha256', Buffer.from(begun), other).toString('base64url'));
    }
    default:
      return token;
  }
}

provider.use(async (ctx, next) => {
  if (ctx.path === '/forge') {
    forging = ctx.query.how ?? '';
    ctx.body = '';
    return;
  }
  await next();
  if (ctx.path === '/token' && ctx.body?.id_token) {
    ctx.body.id_token = forged(ctx.body.id_token);
  }
});

provider.listen(Number(port), '127.0.0.1', () => console.log('listening'));
