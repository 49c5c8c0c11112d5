import { Hono } from "hono";
import type { SignIn } from "./auth/sign-in.ts";
import type { Deps } from "./deps.ts";
import { answerError } from "./http/answer-error.ts";
import { ApiError } from "./http/api-error.ts";
import type { AppBindings } from "./http/app-bindings.ts";
import { cors } from "./http/cors.ts";
import { createDevMail } from "./http/dev-mail.ts";
import { createDocsDoor } from "./http/docs/docs-door.ts";
import { createFileDoor } from "./http/files/file-door.ts";
import { createHealthDoor, databaseCheck, type ReadinessCheck, schemaCheck } from "./http/health-door.ts";
import { createHotDoor, type HotDoor } from "./http/hot/hot-door.ts";
import { createOpenStreams, type OpenStreams } from "./http/open-streams.ts";
import { createRequestNotes, requestLog } from "./http/request-log.ts";
import { createRestDoor } from "./http/rest/rest-door.ts";
import { securityHeaders } from "./http/security-headers.ts";
import { createSignInDoor } from "./http/sign-in-door.ts";
import { createStaticWeb } from "./http/static-web.ts";
import { createStripeWebhookDoor } from "./http/stripe-webhook-door.ts";
import { createTrpcDoor } from "./http/trpc-door.ts";
import { createUnsubscribeDoor } from "./http/unsubscribe-door.ts";

/** Joins the parts into one HTTP application: every door, in the order in which an address is looked up. */
export function buildApp({ deps, signIn, webDirectory, readinessChecks }: AppParts): BuiltApp {
  const { env, log, metrics } = deps;
  const streams = createOpenStreams();
  const noteRequest = createRequestNotes({ log, metrics });
  const app = new Hono<AppBindings>();

  app.use(requestLog({ noteRequest, trustedProxyHops: env.trustedProxyHops, admission: deps.admission }));
  app.use(securityHeaders(env.publicUrl));
  app.use(cors(env.allowedOrigins));
  app.use("/api/*", streams.track);
  app.onError((error, c) => answerError(c, error, log));
  app.notFound((c) => answerError(c, new ApiError("not_found"), log));

  app.route("/", createHealthDoor(deps, [databaseCheck(deps.db), schemaCheck(deps.db), ...readinessChecks]));
  app.route("/api/auth", createSignInDoor(signIn));
  app.route("/api/webhooks", createStripeWebhookDoor(deps));
  app.route("/api/trpc", createTrpcDoor(deps));
  app.route("/api/billing", createDocsDoor(env));
  app.route("/api/billing", createFileDoor(deps));
  app.route("/api/billing", createRestDoor(deps));
  app.all("/api/*", () => {
    throw new ApiError("not_found");
  });
  app.route("/mail", createUnsubscribeDoor(deps));
  if (deps.mailer.inbox !== null) app.route("/dev", createDevMail(deps.mailer.inbox));
  app.route("/", createStaticWeb(webDirectory));
  const hotDoor = createHotDoor({ deps, noteRequest });
  return { app, hotDoor, streams };
}

export type AppParts = {
  readonly deps: Deps;
  readonly signIn: SignIn;
  /** The built web app. */
  readonly webDirectory: string;
  /** What must be well besides the database before this process takes work. */
  readonly readinessChecks: readonly ReadinessCheck[];
};

export type BuiltApp = {
  readonly app: Hono<AppBindings>;
  /** Stands in front of the app for the calls that come thousands of times a second. */
  readonly hotDoor: HotDoor;
  readonly streams: OpenStreams;
};
