import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, type JWTPayload, SignJWT } from "jose";

/** Somebody else's sign-in as we see it: an address with public keys, and tokens signed with them. */
export async function startIssuer(): Promise<TestIssuer> {
  const pairs = new Map<string, Awaited<ReturnType<typeof generateKeyPair>>["privateKey"]>();
  const published: JWK[] = [];
  let requests = 0;
  let isDown = false;
  const server = createServer((_request, response) => {
    requests += 1;
    response.writeHead(isDown ? 503 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function addKey(kid: string, algorithm = "RS256"): Promise<void> {
    const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
    pairs.set(kid, privateKey);
    published.push({ ...(await exportJWK(publicKey)), kid, alg: algorithm, use: "sig" });
  }
  await addKey("first");

  return {
    variables: { AUTH_JWKS_URL: `${address}/jwks.json`, AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE },
    addKey,
    published,
    requestCount: () => requests,
    setDown(down) {
      isDown = down;
    },
    async sign(claims, header) {
      const nowSeconds = Math.floor(Date.now() / 1000);
      const { kid = "first", alg = "RS256" } = header ?? {};
      const key = pairs.get(kid) ?? pairs.get("first");
      if (key === undefined) throw new Error("the issuer has no key");
      const payload = {
        iss: ISSUER,
        aud: AUDIENCE,
        sub: "subject-1",
        iat: nowSeconds,
        exp: nowSeconds + 3600,
        ...claims,
      };
      return new SignJWT(payload as JWTPayload).setProtectedHeader({ ...header, alg, kid }).sign(key);
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export const ISSUER = "https://issuer.example.com/auth/v1";
const AUDIENCE = "authenticated";

export type TestIssuer = {
  readonly variables: Readonly<Record<string, string>>;
  readonly addKey: (kid: string, algorithm?: string) => Promise<void>;
  readonly published: JWK[];
  readonly requestCount: () => number;
  readonly setDown: (down: boolean) => void;
  /** Claims replace those of a good token; undefined takes one away. */
  readonly sign: (claims?: Record<string, unknown>, header?: Partial<JWTHeaderParameters>) => Promise<string>;
  readonly stop: () => Promise<void>;
};
