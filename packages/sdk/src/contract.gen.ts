// Written from the procedures of the API by `npm run generate`; do not edit.

import type { RequestOptions } from "./request-options.ts";

/** Codes the API answers with. A newer one may know further codes. */
export type ApiErrorCode = "validation_failed" | "invalid_signature" | "unauthenticated" | "insufficient_tokens" | "below_call_floor" | "cap_reached" | "concurrency_limit" | "card_declined" | "payment_action_required" | "forbidden" | "business_suspended" | "not_found" | "method_not_allowed" | "request_timeout" | "idempotency_mismatch" | "hold_not_open" | "payment_mismatch" | "already_on_plan" | "already_subscribed" | "provider_refused" | "payload_too_large" | "unsupported_media_type" | "unknown_service" | "unknown_plan" | "unknown_package" | "rate_limited" | "internal" | "overloaded" | "unavailable" | "provider_unavailable" | "catalog_not_synced" | "ledger_conflict";

export type ProcedureName =
| "alerts.get"
| "alerts.set"
| "autoTopUp.get"
| "autoTopUp.set"
| "balance.get"
| "balance.forecast"
| "balance.history"
| "billingDetails.get"
| "billingDetails.set"
| "businesses.get"
| "businesses.create"
| "caps.get"
| "caps.set"
| "estimates.calculate"
| "estimates.hint"
| "grants.create"
| "holds.open"
| "holds.extend"
| "holds.capture"
| "holds.void"
| "holds.get"
| "holds.list"
| "invoices.list"
| "notices.list"
| "packages.list"
| "paymentMethods.list"
| "paymentMethods.setUp"
| "paymentMethods.setDefault"
| "paymentMethods.remove"
| "plans.list"
| "portal.create"
| "purchases.create"
| "purchases.get"
| "purchases.list"
| "rates.list"
| "sandbox.clock.get"
| "sandbox.clock.advance"
| "statements.list"
| "statements.get"
| "subscription.get"
| "subscription.preview"
| "subscription.subscribe"
| "subscription.cancel"
| "subscription.resume"
| "transactions.list"
| "transactions.get"
| "usage.record"
| "usage.authorize"
| "usage.correct"
| "usage.review.list"
| "usage.review.accept"
| "usage.review.reject"
| "usage.review.resolve"
| "usage.summary"
| "usage.timeseries"
| "usage.agents"
| "usage.refs"
| "usage.lines"
| "usage.find"
| "webhookEndpoints.list"
| "webhookEndpoints.get"
| "webhookEndpoints.create"
| "webhookEndpoints.update"
| "webhookEndpoints.remove"
| "webhookEndpoints.rotateSecret"
| "webhookEndpoints.test"
| "webhookEndpoints.deliveries"
| "webhookEndpoints.replay";

/** Name, method and path of each. Those that end in `once` could have another effect when they are sent again. */
export const PROCEDURES = `
alerts.get GET /alerts
alerts.set PUT /alerts
autoTopUp.get GET /auto-top-up
autoTopUp.set PUT /auto-top-up
balance.get GET /balance
balance.forecast GET /balance/forecast
balance.history GET /balance/history
billingDetails.get GET /billing-details
billingDetails.set PUT /billing-details once
businesses.get GET /business
businesses.create POST /businesses once
caps.get GET /caps
caps.set PUT /caps
estimates.calculate POST /estimate
estimates.hint GET /estimate/hint
grants.create POST /grants
holds.open POST /holds
holds.extend POST /holds/{id}/extend
holds.capture POST /holds/{id}/capture
holds.void POST /holds/{id}/void
holds.get GET /holds/{id}
holds.list GET /holds
invoices.list GET /invoices
notices.list GET /notices
packages.list GET /packages
paymentMethods.list GET /payment-methods
paymentMethods.setUp POST /payment-methods once
paymentMethods.setDefault POST /payment-methods/{id}/default once
paymentMethods.remove DELETE /payment-methods/{id} once
plans.list GET /plans
portal.create POST /portal once
purchases.create POST /purchase
purchases.get GET /purchases/{id}
purchases.list GET /purchases
rates.list GET /rates
sandbox.clock.get GET /sandbox/clock
sandbox.clock.advance POST /sandbox/clock once
statements.list GET /statements
statements.get GET /statements/{month}
subscription.get GET /subscription
subscription.preview POST /subscription/preview
subscription.subscribe POST /subscribe
subscription.cancel DELETE /subscription once
subscription.resume POST /subscription/resume once
transactions.list GET /transactions
transactions.get GET /transactions/{id}
usage.record POST /usage
usage.authorize POST /usage/authorize
usage.correct POST /usage/{id}/correct
usage.review.list GET /usage/review
usage.review.accept POST /usage/review/{id}/accept
usage.review.reject POST /usage/review/{id}/reject
usage.review.resolve POST /usage/review
usage.summary GET /usage
usage.timeseries GET /usage/timeseries
usage.agents GET /usage/agents
usage.refs GET /usage/refs
usage.lines GET /usage/lines
usage.find POST /usage/find
webhookEndpoints.list GET /webhook-endpoints
webhookEndpoints.get GET /webhook-endpoints/{id}
webhookEndpoints.create POST /webhook-endpoints once
webhookEndpoints.update PATCH /webhook-endpoints/{id} once
webhookEndpoints.remove DELETE /webhook-endpoints/{id} once
webhookEndpoints.rotateSecret POST /webhook-endpoints/{id}/rotate-secret once
webhookEndpoints.test POST /webhook-endpoints/{id}/test once
webhookEndpoints.deliveries GET /webhook-endpoints/{id}/deliveries
webhookEndpoints.replay POST /webhook-endpoints/{id}/deliveries/{deliveryId}/replay once
`;

/** What a key may ask. */
export interface Procedures {
  readonly alerts: {
    /** Low-balance alerts, and how they stand */
    get(input?: AlertsGetInput, options?: RequestOptions): Promise<AlertsGetAnswer>;
    /** Set all low-balance alerts at once */
    set(input: AlertsSetInput, options?: RequestOptions): Promise<AlertsSetAnswer>;
  };
  readonly autoTopUp: {
    /** Whether packages are bought by themselves */
    get(input?: AutoTopUpGetInput, options?: RequestOptions): Promise<AutoTopUpGetAnswer>;
    /** Buy a package whenever the balance is below an amount */
    set(input: AutoTopUpSetInput, options?: RequestOptions): Promise<AutoTopUpSetAnswer>;
  };
  readonly balance: {
    /** Tokens now, and the grants behind them */
    get(input?: BalanceGetInput, options?: RequestOptions): Promise<BalanceGetAnswer>;
    /** When the tokens run out, and what that rests on */
    forecast(input?: BalanceForecastInput, options?: RequestOptions): Promise<BalanceForecastAnswer>;
    /** What there was at the end of each of the last days, and now */
    history(input?: BalanceHistoryInput, options?: RequestOptions): Promise<BalanceHistoryAnswer>;
  };
  readonly billingDetails: {
    /** What is written on invoices */
    get(input?: BillingDetailsGetInput, options?: RequestOptions): Promise<BillingDetailsGetAnswer>;
    /** Write something else on invoices from now on */
    set(input: BillingDetailsSetInput, options?: RequestOptions): Promise<BillingDetailsSetAnswer>;
  };
  readonly businesses: {
    /** The business a request is about */
    get(input?: BusinessesGetInput, options?: RequestOptions): Promise<BusinessesGetAnswer>;
    /** Create a business and its trial tokens */
    create(input: BusinessesCreateInput, options?: RequestOptions): Promise<BusinessesCreateAnswer>;
  };
  readonly caps: {
    /** Caps, and how far they are used */
    get(input?: CapsGetInput, options?: RequestOptions): Promise<CapsGetAnswer>;
    /** Set all caps at once */
    set(input: CapsSetInput, options?: RequestOptions): Promise<CapsSetAnswer>;
  };
  readonly estimates: {
    /** What a month of such days costs, and the cheapest way to buy it */
    calculate(input: EstimatesCalculateInput, options?: RequestOptions): Promise<EstimatesCalculateAnswer>;
    /** What a month like the last 30 days costs on each plan and in each package */
    hint(input?: EstimatesHintInput, options?: RequestOptions): Promise<EstimatesHintAnswer>;
  };
  readonly grants: {
    /** Give tokens, once per key */
    create(input: GrantsCreateInput, options?: RequestOptions): Promise<GrantsCreateAnswer>;
  };
  readonly holds: {
    /** Begin a call: set tokens aside */
    open(input: HoldsOpenInput, options?: RequestOptions): Promise<HoldsOpenAnswer>;
    /** A heartbeat: book what it has cost, set the next slice aside */
    extend(input: HoldsExtendInput, options?: RequestOptions): Promise<HoldsExtendAnswer>;
    /** End a call: charge it, release the rest */
    capture(input: HoldsCaptureInput, options?: RequestOptions): Promise<HoldsCaptureAnswer>;
    /** A call that never got through: charge nothing */
    void(input: HoldsVoidInput, options?: RequestOptions): Promise<HoldsVoidAnswer>;
    /** One call as it is now */
    get(input: HoldsGetInput, options?: RequestOptions): Promise<HoldsGetAnswer>;
    /** Calls, live or ended, newest first */
    list(input?: HoldsListInput, options?: RequestOptions): Promise<HoldsListAnswer>;
  };
  readonly invoices: {
    /** Invoices, and receipts of packages */
    list(input?: InvoicesListInput, options?: RequestOptions): Promise<InvoicesListAnswer>;
  };
  readonly notices: {
    /** What the business was told, newest first */
    list(input?: NoticesListInput, options?: RequestOptions): Promise<NoticesListAnswer>;
  };
  readonly packages: {
    /** Tokens that can be bought at any time */
    list(input?: PackagesListInput, options?: RequestOptions): Promise<PackagesListAnswer>;
  };
  readonly paymentMethods: {
    /** Cards that are saved */
    list(input?: PaymentMethodsListInput, options?: RequestOptions): Promise<PaymentMethodsListAnswer>;
    /** A page where a person adds a card */
    setUp(input?: PaymentMethodsSetUpInput, options?: RequestOptions): Promise<PaymentMethodsSetUpAnswer>;
    /** Pay with this card from now on */
    setDefault(input: PaymentMethodsSetDefaultInput, options?: RequestOptions): Promise<PaymentMethodsSetDefaultAnswer>;
    /** Forget a card */
    remove(input: PaymentMethodsRemoveInput, options?: RequestOptions): Promise<PaymentMethodsRemoveAnswer>;
  };
  readonly plans: {
    /** Plans a business can subscribe to */
    list(input?: PlansListInput, options?: RequestOptions): Promise<PlansListAnswer>;
  };
  readonly portal: {
    /** The provider's page for cards, addresses and invoices */
    create(input?: PortalCreateInput, options?: RequestOptions): Promise<PortalCreateAnswer>;
  };
  readonly purchases: {
    /** Buy a package, once per key */
    create(input: PurchasesCreateInput, options?: RequestOptions): Promise<PurchasesCreateAnswer>;
    /** How a purchase stands */
    get(input: PurchasesGetInput, options?: RequestOptions): Promise<PurchasesGetAnswer>;
    /** What was bought, newest first */
    list(input?: PurchasesListInput, options?: RequestOptions): Promise<PurchasesListAnswer>;
  };
  readonly rates: {
    /** What each service costs now, for a business if one is named */
    list(input?: RatesListInput, options?: RequestOptions): Promise<RatesListAnswer>;
  };
  readonly sandbox: {
    readonly clock: {
      /** The whole system's money time */
      get(input?: SandboxClockGetInput, options?: RequestOptions): Promise<SandboxClockGetAnswer>;
      /** Move money time forward */
      advance(input?: SandboxClockAdvanceInput, options?: RequestOptions): Promise<SandboxClockAdvanceAnswer>;
    };
  };
  readonly statements: {
    /** Months with their balances, newest first */
    list(input?: StatementsListInput, options?: RequestOptions): Promise<StatementsListAnswer>;
    /** The statement of a month */
    get(input: StatementsGetInput, options?: RequestOptions): Promise<StatementsGetAnswer>;
  };
  readonly subscription: {
    /** The plan a business is on */
    get(input?: SubscriptionGetInput, options?: RequestOptions): Promise<SubscriptionGetAnswer>;
    /** What a plan would cost now, and bring */
    preview(input: SubscriptionPreviewInput, options?: RequestOptions): Promise<SubscriptionPreviewAnswer>;
    /** Choose a plan, once per key */
    subscribe(input: SubscriptionSubscribeInput, options?: RequestOptions): Promise<SubscriptionSubscribeAnswer>;
    /** End it, by default with its period */
    cancel(input?: SubscriptionCancelInput, options?: RequestOptions): Promise<SubscriptionCancelAnswer>;
    /** Take back an end or a change */
    resume(input?: SubscriptionResumeInput, options?: RequestOptions): Promise<SubscriptionResumeAnswer>;
  };
  readonly transactions: {
    /** What moved tokens, newest first */
    list(input?: TransactionsListInput, options?: RequestOptions): Promise<TransactionsListAnswer>;
    /** A receipt, with the arithmetic shown */
    get(input: TransactionsGetInput, options?: RequestOptions): Promise<TransactionsGetAnswer>;
  };
  readonly usage: {
    /** Book what happened */
    record(input: UsageRecordInput, options?: RequestOptions): Promise<UsageRecordAnswer>;
    /** May this use start now? */
    authorize(input: UsageAuthorizeInput, options?: RequestOptions): Promise<UsageAuthorizeAnswer>;
    /** Reverse a usage line, once, and perhaps book it anew */
    correct(input: UsageCorrectInput, options?: RequestOptions): Promise<UsageCorrectAnswer>;
    /** Usage of a range, by service */
    summary(input?: UsageSummaryInput, options?: RequestOptions): Promise<UsageSummaryAnswer>;
    /** Usage of a range in bars, by service or agent */
    timeseries(input?: UsageTimeseriesInput, options?: RequestOptions): Promise<UsageTimeseriesAnswer>;
    /** What each agent used in a range: calls, tokens per call, cost, share */
    agents(input?: UsageAgentsInput, options?: RequestOptions): Promise<UsageAgentsAnswer>;
    /** The references that cost most in a range */
    refs(input?: UsageRefsInput, options?: RequestOptions): Promise<UsageRefsAnswer>;
    /** Usage lines of a range, in the order in which they happened */
    lines(input: UsageLinesInput, options?: RequestOptions): Promise<UsageLinesAnswer>;
    /** Everything that came under some references */
    find(input: UsageFindInput, options?: RequestOptions): Promise<UsageFindAnswer>;
    readonly review: {
      /** Events that came too late, oldest first */
      list(input?: UsageReviewListInput, options?: RequestOptions): Promise<UsageReviewListAnswer>;
      /** Book an event that came too late */
      accept(input: UsageReviewAcceptInput, options?: RequestOptions): Promise<UsageReviewAcceptAnswer>;
      /** Leave a late event uncharged */
      reject(input: UsageReviewRejectInput, options?: RequestOptions): Promise<UsageReviewRejectAnswer>;
      /** Accept or reject a late event */
      resolve(input: UsageReviewResolveInput, options?: RequestOptions): Promise<UsageReviewResolveAnswer>;
    };
  };
  readonly webhookEndpoints: {
    /** Where notices of the business are sent */
    list(input?: WebhookEndpointsListInput, options?: RequestOptions): Promise<WebhookEndpointsListAnswer>;
    /** One endpoint */
    get(input: WebhookEndpointsGetInput, options?: RequestOptions): Promise<WebhookEndpointsGetAnswer>;
    /** Have notices sent to an address */
    create(input: WebhookEndpointsCreateInput, options?: RequestOptions): Promise<WebhookEndpointsCreateAnswer>;
    /** Change an endpoint, turn it off or on */
    update(input: WebhookEndpointsUpdateInput, options?: RequestOptions): Promise<WebhookEndpointsUpdateAnswer>;
    /** Remove an endpoint and its secrets */
    remove(input: WebhookEndpointsRemoveInput, options?: RequestOptions): Promise<WebhookEndpointsRemoveAnswer>;
    /** Make a new secret */
    rotateSecret(input: WebhookEndpointsRotateSecretInput, options?: RequestOptions): Promise<WebhookEndpointsRotateSecretAnswer>;
    /** Send a test now and see what came of it */
    test(input: WebhookEndpointsTestInput, options?: RequestOptions): Promise<WebhookEndpointsTestAnswer>;
    /** What was sent, with its attempts */
    deliveries(input: WebhookEndpointsDeliveriesInput, options?: RequestOptions): Promise<WebhookEndpointsDeliveriesAnswer>;
    /** Send a delivery once more */
    replay(input: WebhookEndpointsReplayInput, options?: RequestOptions): Promise<WebhookEndpointsReplayAnswer>;
  };
}

export type AlertsGetInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
};

export type AlertsGetAnswer = {
  readonly rules: readonly ({
    readonly id: string;
    /** What is compared with the threshold */
    readonly kind: "tokens" | "percent" | "runway_hours";
    readonly threshold: number;
    readonly channels: readonly ("in_app" | "email" | "webhook")[];
    /** Whether the next fall below it is told */
    readonly armed: boolean;
    readonly lastFiredAt: string | null;
  })[];
  /** Whether these are the rules a business begins with */
  readonly isDefault: boolean;
};

export type AlertsSetInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  /** From now on, instead of all there were; none is no warning */
  readonly rules: readonly ({
    /** What is compared with the threshold */
    readonly kind: "tokens" | "percent" | "runway_hours";
    /** Tokens of available + held − debt; percent (1 … 100) of what the plan's last month brought; or hours (1 … 8760) that the tokens are estimated to last */
    readonly threshold: number;
    readonly channels: readonly ("in_app" | "email" | "webhook")[];
  })[];
};

export type AlertsSetAnswer = AlertsGetAnswer;

export type AutoTopUpGetInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
};

export type AutoTopUpGetAnswer = {
  readonly enabled: boolean;
  readonly belowTokens: number;
  readonly package: string | null;
  readonly monthlyCap: {
    /** In minor units */
    readonly amount: number;
    readonly currency: string;
  } | null;
  readonly usedThisMonth: {
    /** In minor units */
    readonly amount: number;
    readonly currency: string;
  } | null;
  readonly consent: {
    readonly who: string;
    readonly when: string;
  } | null;
  readonly pausedUntil: string | null;
  /** Why it went off by itself */
  readonly turnedOffReason: string | null;
  /** Nothing is bought until the balance has been above */
  readonly waitsForRise: boolean;
  readonly isBelow: boolean;
  readonly lastAttempt: {
    readonly purchaseId: string;
    readonly status: "open" | "paid" | "declined" | "canceled";
    readonly price: {
      /** In minor units */
      readonly amount: number;
      readonly currency: string;
    };
    readonly createdAt: string;
  } | null;
};

export type AutoTopUpSetInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly enabled: boolean;
  /** Buys when what is available and held, less debt, is below */
  readonly belowTokens: number;
  readonly package: string;
  /** Most money in a calendar month, in minor units */
  readonly monthlyCap: number;
  /** Turning it on: that cards may be charged while nobody is there */
  readonly consent?: boolean | undefined;
  /** Needed when the balance is below already */
  readonly ifBelow?: "buy_now" | "wait" | undefined;
};

export type AutoTopUpSetAnswer = AutoTopUpGetAnswer;

export type BalanceGetInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
};

export type BalanceGetAnswer = {
  readonly businessId: string;
  /** Can be spent now */
  readonly available: number;
  /** What live calls keep for themselves */
  readonly held: number;
  readonly debt: number;
  /** available + held − debt */
  readonly total: number;
  readonly upcoming: number;
  readonly frozen: number;
  readonly low: boolean;
  readonly status: "ok" | "low" | "critical" | "empty" | "overdrawn";
  /** With something left, in spending order */
  readonly grants: readonly ({
    readonly id: string;
    readonly source: "trial" | "plan" | "purchase" | "bonus" | "promotion" | "adjustment" | "top_up";
    readonly original: number;
    readonly remaining: number;
    readonly priority: number;
    readonly effectiveAt: string;
    readonly expiresAt: string | null;
    /** Place in which it is spent, from 1 */
    readonly order: number;
    readonly state: "spendable" | "upcoming" | "frozen";
    readonly reason: string | null;
  })[];
  /** What `held` is for, the oldest first */
  readonly liveCalls: readonly ({
    readonly holdId: string;
    readonly callId: string;
    readonly status: "open";
    readonly service: string;
    readonly agentId: string | null;
    readonly startedAt: string;
    /** Last reported */
    readonly elapsedSeconds: number;
    readonly held: number;
    /** What `elapsedSeconds` cost */
    readonly charged: number;
    readonly grantedSeconds: number;
    readonly rateVersion: number;
    readonly expiresAt: string;
  })[];
  readonly asOf: string;
  readonly version: number;
};

export type BalanceForecastInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  /** Tokens counted as if they were bought now */
  readonly adding?: number | undefined;
};

export type BalanceForecastAnswer = {
  readonly businessId: string;
  readonly asOf: string;
  readonly timeZone: string;
  /** `out`: nothing is left already. `beyond_horizon`: it lasts more than 90 days */
  readonly state: "out" | "runs_out" | "beyond_horizon" | "not_enough_usage";
  readonly basis: "7_days" | "28_days" | "not_enough_usage";
  /** Of an average day */
  readonly burnPerDay: number | null;
  /** In one case of five sooner than p20, in one later than p80 (null: not within 90 days) */
  readonly runsOutAt: {
    readonly p20: string;
    readonly p50: string;
    readonly p80: string | null;
  } | null;
  /** Until p50 */
  readonly runwayHours: number | null;
  /** When live calls alone will have used up everything, if all go on; null: not within a day */
  readonly callsRunOutAt: string | null;
  /** What can be spent after 0, 1, 2 … days, when use is fast, as expected, slow */
  readonly days: readonly ({
    readonly at: string;
    readonly low: number;
    readonly expected: number;
    readonly high: number;
  })[];
  readonly coming: readonly ({
    readonly at: string;
    readonly tokens: number;
    readonly expiresAt: string;
    /** `renewal`: if its invoice is paid; `paid_month`: of a year that was paid */
    readonly cause: "renewal" | "paid_month";
  })[];
  readonly assumptions: readonly ({
    readonly code: "average_of_days" | "days_of_week_differ" | "not_enough_usage" | "tokens_expire" | "tokens_become_spendable" | "plan_renews" | "paid_month_begins" | "plan_ends" | "frozen_left_out" | "purchases_left_out";
    /** In words */
    readonly text: string;
    readonly tokens?: number;
    readonly at?: string;
    readonly days?: number;
    readonly daysWithUse?: number;
    readonly needed?: number;
  })[];
};

export type BalanceHistoryInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  /** How many days to look back */
  readonly days?: number | undefined;
};

export type BalanceHistoryAnswer = {
  readonly businessId: string;
  /** 24 hours apart, the oldest first, the last one now. With what calls hold, without what cannot be spent yet */
  readonly points: readonly ({
    readonly at: string;
    readonly tokens: number;
  })[];
};

export type BillingDetailsGetInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
};

export type BillingDetailsGetAnswer = {
  readonly name: string | null;
  readonly email: string | null;
  readonly address: {
    readonly line1: string;
    readonly line2: string | null;
    readonly postalCode: string | null;
    readonly city: string | null;
    readonly state: string | null;
    readonly country: string;
  } | null;
  readonly taxId: {
    readonly value: string;
    readonly status: "pending" | "verified" | "unverified" | "unavailable";
  } | null;
};

export type BillingDetailsSetInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  /** Whom invoices are made out to */
  readonly name: string | null;
  /** Where invoices are sent */
  readonly email: string | null;
  readonly address: {
    readonly line1: string;
    readonly line2?: string | null | undefined;
    readonly postalCode?: string | null | undefined;
    readonly city?: string | null | undefined;
    readonly state?: string | null | undefined;
    /** ISO 3166-1, two capital letters */
    readonly country: string;
  } | null;
  /** As it is written in the country of the address */
  readonly taxId: string | null;
};

export type BillingDetailsSetAnswer = BillingDetailsGetAnswer;

export type BusinessesGetInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
};

export type BusinessesGetAnswer = {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly createdAt: string;
  readonly isSuspended: boolean;
};

export type BusinessesCreateInput = {
  readonly name: string;
  /** Only installation keys may choose it; asking again with it answers the first */
  readonly id?: string | undefined;
  /** The zone its days are counted in */
  readonly timeZone?: string | undefined;
};

export type BusinessesCreateAnswer = {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly createdAt: string;
  readonly trial: {
    readonly tokens: number;
  } | null;
  /** Why it began without trial tokens */
  readonly trialWithheld: string | null;
};

export type CapsGetInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
};

export type CapsGetAnswer = {
  readonly caps: readonly ({
    readonly agentId: string | null;
    /** Counted on the calendar of the business's zone */
    readonly every: "day" | "month";
    readonly limit: number;
    /** Charged in the window that runs, and what live calls hold */
    readonly used: number;
    readonly resetsAt: string;
  })[];
  readonly timeZone: string;
};

export type CapsSetInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  /** From now on, instead of all there were. Running calls go on */
  readonly caps: readonly ({
    /** Null: the whole business */
    readonly agentId: string | null;
    /** Counted on the calendar of the business's zone */
    readonly every: "day" | "month";
    readonly limit: number;
  })[];
};

export type CapsSetAnswer = CapsGetAnswer;

export type EstimatesCalculateInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly callsPerDay: number;
  readonly averageMinutes: number;
  readonly inboundPercent?: number | undefined;
  readonly transcription?: boolean | undefined;
  readonly agentRequestsPerCall?: number | undefined;
  readonly smsPerDay?: number | undefined;
};

export type EstimatesCalculateAnswer = {
  /** Of 30 days */
  readonly perMonth: number;
  /** The least money that brings a month's tokens: at most one plan and whole packages */
  readonly mix: {
    readonly plan: string | null;
    readonly packages: readonly ({
      readonly key: string;
      readonly count: number;
    })[];
    readonly price: {
      readonly amount: number;
      readonly currency: string;
    };
    /** What it brings */
    readonly tokens: number;
  } | null;
  readonly plans: readonly ({
    readonly key: string;
    readonly price: {
      readonly amount: number;
      readonly currency: string;
    };
    /** Whether its tokens are enough for such a month */
    readonly isEnough: boolean;
    /** A month of more than `above` tokens is cheaper on the plan than in that package */
    readonly breakEvens: readonly ({
      readonly package: string;
      readonly above: number;
    })[];
  })[];
  readonly packages: readonly ({
    readonly key: string;
    /** What a month's tokens cost at its price */
    readonly average: {
      readonly amount: number;
      readonly currency: string;
    };
    readonly upFront: {
      readonly amount: number;
      readonly currency: string;
    };
    readonly lastsMonths: number | null;
  })[];
  /** The cheapest way to such a month: a plan that is enough, or a package that lasts at most three months */
  readonly best: {
    readonly kind: "plan" | "package";
    readonly key: string;
    readonly price: {
      readonly amount: number;
      readonly currency: string;
    };
  } | null;
  /** Packages alone, and each plan with packages for what it lacks: the cheapest month on average first */
  readonly ways: readonly ({
    readonly plan: string | null;
    readonly package: string | null;
    readonly average: {
      readonly amount: number;
      readonly currency: string;
    };
  })[];
  readonly lines: readonly ({
    readonly service: string;
    readonly events: number;
    /** Of each */
    readonly quantity: number;
    readonly tokens: number;
  })[];
  /** Services that have no price, left out */
  readonly unpriced: readonly (string)[];
};

export type EstimatesHintInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
};

export type EstimatesHintAnswer = {
  /** Of 30 days */
  readonly perMonth: number;
  /** The least money that brings a month's tokens: at most one plan and whole packages */
  readonly mix: {
    readonly plan: string | null;
    readonly packages: readonly ({
      readonly key: string;
      readonly count: number;
    })[];
    readonly price: {
      readonly amount: number;
      readonly currency: string;
    };
    /** What it brings */
    readonly tokens: number;
  } | null;
  readonly plans: readonly ({
    readonly key: string;
    readonly price: {
      readonly amount: number;
      readonly currency: string;
    };
    /** Whether its tokens are enough for such a month */
    readonly isEnough: boolean;
    /** A month of more than `above` tokens is cheaper on the plan than in that package */
    readonly breakEvens: readonly ({
      readonly package: string;
      readonly above: number;
    })[];
  })[];
  readonly packages: readonly ({
    readonly key: string;
    /** What a month's tokens cost at its price */
    readonly average: {
      readonly amount: number;
      readonly currency: string;
    };
    readonly upFront: {
      readonly amount: number;
      readonly currency: string;
    };
    readonly lastsMonths: number | null;
  })[];
  /** The cheapest way to such a month: a plan that is enough, or a package that lasts at most three months */
  readonly best: {
    readonly kind: "plan" | "package";
    readonly key: string;
    readonly price: {
      readonly amount: number;
      readonly currency: string;
    };
  } | null;
  /** Packages alone, and each plan with packages for what it lacks: the cheapest month on average first */
  readonly ways: readonly ({
    readonly plan: string | null;
    readonly package: string | null;
    readonly average: {
      readonly amount: number;
      readonly currency: string;
    };
  })[];
  /** What such a month's tokens pay for of one service */
  readonly equivalents: readonly ({
    readonly service: string;
    readonly unit: string;
    readonly quantity: number;
  })[];
};

export type GrantsCreateInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  /** Unique for this grant, for ever */
  readonly key: string;
  readonly tokens: number;
  readonly source: "adjustment" | "promotion";
  readonly reason: string;
  /** Smaller is spent earlier */
  readonly priority?: number | undefined;
  /** First instant at which it can be spent. Left out: at once */
  readonly effectiveAt?: string | undefined;
  /** First instant at which it can no longer be spent. Left out: never */
  readonly expiresAt?: string | undefined;
};

export type GrantsCreateAnswer = {
  readonly outcome: "granted" | "replayed";
  readonly grant: {
    readonly id: string;
    readonly source: "trial" | "plan" | "purchase" | "bonus" | "promotion" | "adjustment" | "top_up";
    readonly original: number;
    readonly remaining: number;
    readonly priority: number;
    readonly effectiveAt: string;
    readonly expiresAt: string | null;
    readonly reason: string | null;
    readonly createdAt: string;
  };
  readonly balanceAfter: number;
};

export type HoldsOpenInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  /** The caller's name for the call: sent again it is answered again and held once, for ever */
  readonly callId: string;
  readonly service: string;
  readonly agentId?: string | undefined;
};

export type HoldsOpenAnswer = {
  readonly outcome: "opened" | "replayed";
  readonly holdId: string;
  readonly callId: string;
  readonly status: "open" | "captured" | "voided" | "abandoned" | "settled";
  readonly service: string;
  readonly agentId: string | null;
  /** Paid for in any case, counted from the start of the call */
  readonly grantedSeconds: number;
  /** What its hold and its fair share of the balance would pay: an estimate; 0 once it has ended */
  readonly affordableSeconds: number;
  /** Last reported; once it has ended, what was charged for */
  readonly bookedSeconds: number;
  /** Set aside: what it has cost and its next slice; 0 once it has ended */
  readonly held: number;
  /** What `bookedSeconds` cost */
  readonly charged: number;
  /** Not one second beyond `grantedSeconds` could be held as things are */
  readonly final: boolean;
  /** The prices in force at its opening, for the whole call */
  readonly rateVersion: number;
  readonly lastSeq: number;
  readonly openedAt: string;
  /** Without a heartbeat or capture before, it is taken for abandoned then */
  readonly expiresAt: string;
  readonly closedAt: string | null;
  /** Why it was voided */
  readonly closedReason: string | null;
  /** When a late capture settled it */
  readonly settledAt: string | null;
  /** Its line among the transactions, once it has ended */
  readonly transactionId: string | null;
};

export type HoldsExtendInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly id: string;
  /** Grows with each heartbeat, with or without gaps */
  readonly seq: number;
  /** Whole seconds since the call began, of the whole call: 0 … 86,400, never falling */
  readonly elapsedSeconds: number;
};

export type HoldsExtendAnswer = {
  readonly outcome: "extended" | "replayed";
  readonly holdId: string;
  readonly callId: string;
  readonly status: "open" | "captured" | "voided" | "abandoned" | "settled";
  readonly service: string;
  readonly agentId: string | null;
  /** Paid for in any case, counted from the start of the call */
  readonly grantedSeconds: number;
  /** What its hold and its fair share of the balance would pay: an estimate; 0 once it has ended */
  readonly affordableSeconds: number;
  /** Last reported; once it has ended, what was charged for */
  readonly bookedSeconds: number;
  /** Set aside: what it has cost and its next slice; 0 once it has ended */
  readonly held: number;
  /** What `bookedSeconds` cost */
  readonly charged: number;
  /** Not one second beyond `grantedSeconds` could be held as things are */
  readonly final: boolean;
  /** The prices in force at its opening, for the whole call */
  readonly rateVersion: number;
  readonly lastSeq: number;
  readonly openedAt: string;
  /** Without a heartbeat or capture before, it is taken for abandoned then */
  readonly expiresAt: string;
  readonly closedAt: string | null;
  /** Why it was voided */
  readonly closedReason: string | null;
  /** When a late capture settled it */
  readonly settledAt: string | null;
  /** Its line among the transactions, once it has ended */
  readonly transactionId: string | null;
};

export type HoldsCaptureInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly id: string;
  /** Whole seconds since the call began, of the whole call: 0 … 86,400, never falling */
  readonly elapsedSeconds: number;
};

export type HoldsCaptureAnswer = {
  readonly outcome: "captured" | "settled" | "replayed";
  readonly holdId: string;
  readonly callId: string;
  readonly status: "open" | "captured" | "voided" | "abandoned" | "settled";
  readonly service: string;
  readonly agentId: string | null;
  /** Paid for in any case, counted from the start of the call */
  readonly grantedSeconds: number;
  /** What its hold and its fair share of the balance would pay: an estimate; 0 once it has ended */
  readonly affordableSeconds: number;
  /** Last reported; once it has ended, what was charged for */
  readonly bookedSeconds: number;
  /** Set aside: what it has cost and its next slice; 0 once it has ended */
  readonly held: number;
  /** What `bookedSeconds` cost */
  readonly charged: number;
  /** Not one second beyond `grantedSeconds` could be held as things are */
  readonly final: boolean;
  /** The prices in force at its opening, for the whole call */
  readonly rateVersion: number;
  readonly lastSeq: number;
  readonly openedAt: string;
  /** Without a heartbeat or capture before, it is taken for abandoned then */
  readonly expiresAt: string;
  readonly closedAt: string | null;
  /** Why it was voided */
  readonly closedReason: string | null;
  /** When a late capture settled it */
  readonly settledAt: string | null;
  /** Its line among the transactions, once it has ended */
  readonly transactionId: string | null;
};

export type HoldsVoidInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly id: string;
  readonly reason: string;
};

export type HoldsVoidAnswer = {
  readonly outcome: "voided" | "replayed";
  readonly holdId: string;
  readonly callId: string;
  readonly status: "open" | "captured" | "voided" | "abandoned" | "settled";
  readonly service: string;
  readonly agentId: string | null;
  /** Paid for in any case, counted from the start of the call */
  readonly grantedSeconds: number;
  /** What its hold and its fair share of the balance would pay: an estimate; 0 once it has ended */
  readonly affordableSeconds: number;
  /** Last reported; once it has ended, what was charged for */
  readonly bookedSeconds: number;
  /** Set aside: what it has cost and its next slice; 0 once it has ended */
  readonly held: number;
  /** What `bookedSeconds` cost */
  readonly charged: number;
  /** Not one second beyond `grantedSeconds` could be held as things are */
  readonly final: boolean;
  /** The prices in force at its opening, for the whole call */
  readonly rateVersion: number;
  readonly lastSeq: number;
  readonly openedAt: string;
  /** Without a heartbeat or capture before, it is taken for abandoned then */
  readonly expiresAt: string;
  readonly closedAt: string | null;
  /** Why it was voided */
  readonly closedReason: string | null;
  /** When a late capture settled it */
  readonly settledAt: string | null;
  /** Its line among the transactions, once it has ended */
  readonly transactionId: string | null;
};

export type HoldsGetInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly id: string;
};

export type HoldsGetAnswer = {
  readonly holdId: string;
  readonly callId: string;
  readonly status: "open" | "captured" | "voided" | "abandoned" | "settled";
  readonly service: string;
  readonly agentId: string | null;
  /** Paid for in any case, counted from the start of the call */
  readonly grantedSeconds: number;
  /** What its hold and its fair share of the balance would pay: an estimate; 0 once it has ended */
  readonly affordableSeconds: number;
  /** Last reported; once it has ended, what was charged for */
  readonly bookedSeconds: number;
  /** Set aside: what it has cost and its next slice; 0 once it has ended */
  readonly held: number;
  /** What `bookedSeconds` cost */
  readonly charged: number;
  /** Not one second beyond `grantedSeconds` could be held as things are */
  readonly final: boolean;
  /** The prices in force at its opening, for the whole call */
  readonly rateVersion: number;
  readonly lastSeq: number;
  readonly openedAt: string;
  /** Without a heartbeat or capture before, it is taken for abandoned then */
  readonly expiresAt: string;
  readonly closedAt: string | null;
  /** Why it was voided */
  readonly closedReason: string | null;
  /** When a late capture settled it */
  readonly settledAt: string | null;
  /** Its line among the transactions, once it has ended */
  readonly transactionId: string | null;
};

export type HoldsListInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly status?: "open" | "captured" | "voided" | "abandoned" | "settled" | undefined;
  readonly agentId?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

export type HoldsListAnswer = {
  readonly items: readonly (HoldsGetAnswer)[];
  readonly nextCursor: string | null;
};

export type InvoicesListInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

export type InvoicesListAnswer = {
  readonly items: readonly ({
    readonly id: string;
    /** A receipt is of a package */
    readonly kind: "invoice" | "receipt";
    readonly number: string | null;
    readonly purchaseId: string | null;
    readonly description: string;
    readonly createdAt: string;
    readonly amount: {
      /** In minor units */
      readonly amount: number;
      readonly currency: string;
    };
    readonly amountDue: {
      /** In minor units */
      readonly amount: number;
      readonly currency: string;
    };
    readonly refunded: {
      /** In minor units */
      readonly amount: number;
      readonly currency: string;
    };
    readonly status: "draft" | "open" | "paid" | "void" | "uncollectible" | "refunded" | "failed";
    readonly url: string | null;
    readonly pdfUrl: string | null;
  })[];
  readonly nextCursor: string | null;
};

export type NoticesListInput = InvoicesListInput;

export type NoticesListAnswer = {
  readonly items: readonly ({
    readonly id: string;
    readonly kind: "balance_low" | "hold_abandoned" | "top_up_charged" | "top_up_paused" | "grant_adjusted" | "grant_expiring" | "plan_changed" | "payment_failed" | "unusual_day" | "webhook_endpoint_disabled";
    readonly title: string;
    readonly text: string;
    readonly link: {
      readonly label: string;
      /** From the root of this site, or an address elsewhere */
      readonly url: string;
    };
    /** By kind, as webhooks carry it: tokens are numbers, times RFC 3339 */
    readonly details: { readonly [name: string]: unknown };
    readonly createdAt: string;
    /** When the caller read it; null for a key */
    readonly readAt: string | null;
  })[];
  readonly nextCursor: string | null;
  /** Of all there are; 0 for a key */
  readonly unread: number;
};

export type PackagesListInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
};

export type PackagesListAnswer = {
  readonly items: readonly ({
    readonly key: string;
    readonly name: string;
    readonly tokens: number;
    /** On top */
    readonly bonus: number;
    readonly total: number;
    readonly price: {
      /** In minor units */
      readonly amount: number;
      readonly currency: string;
    };
    /** Minor units of the price for one token, to three decimals */
    readonly centsPerToken: number;
  })[];
  readonly nextCursor: null;
};

export type PaymentMethodsListInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
};

export type PaymentMethodsListAnswer = {
  readonly items: readonly ({
    readonly id: string;
    readonly brand: string;
    readonly last4: string;
    readonly expMonth: number;
    readonly expYear: number;
    /** Within 30 days, or already */
    readonly expiresSoon: boolean;
    readonly isDefault: boolean;
  })[];
  readonly nextCursor: null;
};

export type PaymentMethodsSetUpInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  /** Where the person comes back to: an address of this installation, or a path of it */
  readonly returnUrl?: string | undefined;
};

export type PaymentMethodsSetUpAnswer = {
  /** An address for a person to open */
  readonly url: string;
};

export type PaymentMethodsSetDefaultInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly id: string;
};

export type PaymentMethodsSetDefaultAnswer = PaymentMethodsListAnswer;

export type PaymentMethodsRemoveInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly id: string;
};

export type PaymentMethodsRemoveAnswer = PaymentMethodsListAnswer;

export type PlansListInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
};

export type PlansListAnswer = {
  readonly items: readonly ({
    readonly key: string;
    readonly name: string;
    /** Of a month; null is agreed case by case */
    readonly price: {
      /** In minor units */
      readonly amount: number;
      readonly currency: string;
    } | null;
    /** Of a year, with its tokens every month; null is not sold by the year */
    readonly yearlyPrice: {
      /** In minor units */
      readonly amount: number;
      readonly currency: string;
    } | null;
    readonly intervals: readonly ("month" | "year")[];
    /** A month; null is agreed case by case */
    readonly tokens: number | null;
    readonly tokensOnce: number;
    readonly features: readonly (string)[];
    readonly entitlements: {
      /** Null is unlimited */
      readonly agents: number | null;
      /** Null is unlimited */
      readonly concurrentCalls: number | null;
    };
  })[];
  readonly nextCursor: null;
};

export type PortalCreateInput = PaymentMethodsSetUpInput;

export type PortalCreateAnswer = {
  /** An address for a person to open */
  readonly url: string;
};

export type PurchasesCreateInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly package: string;
  /** Unique for this purchase, for ever: the header Idempotency-Key */
  readonly key: string;
  /** A hosted page, or the card that is saved */
  readonly payWith?: "checkout" | "saved_card" | undefined;
  /** Where the person comes back to: an address of this installation, or a path of it */
  readonly returnUrl?: string | undefined;
};

export type PurchasesCreateAnswer = {
  readonly purchaseId: string;
  readonly package: string;
  readonly kind: "package" | "top_up";
  /** `open` waits for a person at `checkoutUrl`; with `paid` its tokens are there */
  readonly status: "pending" | "open" | "processing" | "paid" | "failed" | "expired";
  /** An address for a person to open */
  readonly checkoutUrl?: string;
  readonly tokens: number;
  readonly bonus: number;
  readonly total: number;
  readonly price: {
    /** In minor units */
    readonly amount: number;
    readonly currency: string;
  };
  readonly failureCode: string | null;
  readonly createdAt: string;
  readonly paidAt: string | null;
};

export type PurchasesGetInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly id: string;
};

export type PurchasesGetAnswer = PurchasesCreateAnswer;

export type PurchasesListInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly limit?: number | undefined;
};

export type PurchasesListAnswer = {
  readonly items: readonly (PurchasesCreateAnswer)[];
  readonly nextCursor: null;
};

export type RatesListInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
};

export type RatesListAnswer = {
  readonly version: number;
  readonly validFrom: string;
  readonly rates: readonly ({
    readonly service: string;
    readonly tokens: number;
    readonly per: number;
    readonly unit: string;
    readonly initialIncrement: number;
    readonly nextIncrement: number;
    readonly minimum: number;
    readonly connectFee: number;
    readonly freeUnits: number;
  })[];
};

export type SandboxClockGetInput = {

};

export type SandboxClockGetAnswer = {
  readonly now: string;
};

export type SandboxClockAdvanceInput = {
  readonly now?: string | undefined;
  readonly advanceSeconds?: number | undefined;
};

export type SandboxClockAdvanceAnswer = {
  readonly now: string;
};

export type StatementsListInput = InvoicesListInput;

export type StatementsListAnswer = {
  readonly timeZone: string;
  readonly items: readonly ({
    readonly month: string;
    readonly from: string;
    /** Not included */
    readonly to: string;
    /** False while the month goes on */
    readonly isFinal: boolean;
    /** Until when it tells: the end of the month, or now */
    readonly asOf: string;
    readonly opening: number;
    /** Opening and every movement */
    readonly closing: number;
  })[];
  readonly nextCursor: string | null;
};

export type StatementsGetInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  /** A month of the business's zone, such as `2025-03` */
  readonly month: string;
};

export type StatementsGetAnswer = {
  readonly month: string;
  readonly from: string;
  /** Not included */
  readonly to: string;
  /** False while the month goes on */
  readonly isFinal: boolean;
  /** Until when it tells: the end of the month, or now */
  readonly asOf: string;
  readonly opening: number;
  /** Opening and every movement */
  readonly closing: number;
  readonly businessId: string;
  readonly businessName: string;
  readonly timeZone: string;
  readonly movements: readonly ({
    readonly kind: "trial" | "plan" | "purchase" | "bonus" | "promotion" | "adjustment" | "top_up" | "usage" | "correction" | "expiry" | "debt_repayment" | "void" | "refund" | "dispute";
    readonly entries: number;
    /** Signed; debt that was settled moves from one place to another and adds up to 0 */
    readonly amount: number;
  })[];
  readonly usage: readonly ({
    readonly service: string;
    readonly events: number;
    readonly quantity: number;
    readonly charged: number;
    /** By corrections made in this month, whenever the use was */
    readonly returned: number;
    readonly netCharged: number;
  })[];
  readonly payments: readonly ({
    readonly recordedAt: string;
    readonly kind: "payment" | "refund" | "dispute";
    readonly description: string;
    readonly reference: string;
    /** Without tax; negative where it went back */
    readonly amount: {
      /** In minor units */
      readonly amount: number;
      readonly currency: string;
    };
  })[];
  /** Its part of the ledger; null when nothing moved */
  readonly entries: {
    readonly first: number;
    readonly last: number;
  } | null;
};

export type SubscriptionGetInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
};

export type SubscriptionGetAnswer = {
  readonly plan: {
    readonly key: string;
    readonly name: string;
    /** Of a month; null is agreed case by case */
    readonly price: {
      /** In minor units */
      readonly amount: number;
      readonly currency: string;
    } | null;
    /** Of a year, with its tokens every month; null is not sold by the year */
    readonly yearlyPrice: {
      /** In minor units */
      readonly amount: number;
      readonly currency: string;
    } | null;
    readonly intervals: readonly ("month" | "year")[];
    /** A month; null is agreed case by case */
    readonly tokens: number | null;
    readonly tokensOnce: number;
    readonly features: readonly (string)[];
    readonly entitlements: {
      /** Null is unlimited */
      readonly agents: number | null;
      /** Null is unlimited */
      readonly concurrentCalls: number | null;
    };
  };
  readonly status: "none" | "incomplete" | "incomplete_expired" | "trialing" | "active" | "past_due" | "unpaid" | "canceled" | "paused";
  readonly interval: "month" | "year" | null;
  readonly currentPeriod: {
    readonly start: string;
    readonly end: string;
  } | null;
  readonly cancelsAt: string | null;
  /** What it becomes by itself */
  readonly pending: {
    readonly plan: string;
    readonly interval: "month" | "year";
    readonly at: string;
  } | null;
  /** What was agreed with this business instead of a plan of the catalogue */
  readonly agreement: {
    readonly id: string;
    readonly plan: string;
    readonly name: string;
    readonly interval: "month" | "year";
    readonly price: {
      /** In minor units */
      readonly amount: number;
      readonly currency: string;
    };
    readonly tokensMonthly: number;
    readonly overdraftLimit: number;
    readonly concurrentCallsLimit: number | null;
    readonly startsAt: string;
    readonly endsAt: string | null;
  } | null;
};

export type SubscriptionPreviewInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly plan: string;
  readonly interval?: "month" | "year" | undefined;
};

export type SubscriptionPreviewAnswer = {
  readonly action: "create" | "pay" | "upgrade" | "downgrade" | "resume";
  readonly plan: string;
  readonly interval: "month" | "year";
  readonly previewedAt: string;
  readonly money: {
    readonly dueNow: {
      /** In minor units */
      readonly amount: number;
      readonly currency: string;
    };
    readonly tax: {
      /** In minor units */
      readonly amount: number;
      readonly currency: string;
    };
    readonly lines: readonly ({
      readonly description: string;
      readonly amount: {
        /** In minor units */
        readonly amount: number;
        readonly currency: string;
      };
      readonly start: string;
      readonly end: string;
      readonly isProration: boolean;
    })[];
    /** The payment after this one */
    readonly next: {
      readonly amount: {
        /** In minor units */
        readonly amount: number;
        readonly currency: string;
      };
      readonly at: string;
    };
  };
  readonly tokens: {
    /** Come at once */
    readonly now: number;
    readonly monthly: number;
    /** When the first of these months begins */
    readonly from: string;
  };
};

export type SubscriptionSubscribeInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly plan: string;
  readonly interval?: "month" | "year" | undefined;
  /** Unique for this change, for ever: the header Idempotency-Key */
  readonly key: string;
  /** Of the preview that was agreed to: what it said is what is charged */
  readonly previewedAt?: string | undefined;
  /** Where the person comes back to: an address of this installation, or a path of it */
  readonly returnUrl?: string | undefined;
};

export type SubscriptionSubscribeAnswer = {
  readonly action: "create" | "pay" | "upgrade" | "downgrade" | "resume";
  /** An address for a person to open */
  readonly checkoutUrl?: string;
  readonly subscription: SubscriptionGetAnswer;
};

export type SubscriptionCancelInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly at?: "period_end" | "now" | undefined;
  /** Kept with the subscription at the payment provider */
  readonly reason?: "too_expensive" | "unused" | "missing_features" | "switched_service" | "too_complex" | "low_quality" | "customer_service" | "other" | undefined;
};

export type SubscriptionCancelAnswer = {
  readonly subscription: SubscriptionGetAnswer;
};

export type SubscriptionResumeInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
};

export type SubscriptionResumeAnswer = SubscriptionCancelAnswer;

export type TransactionsListInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly service?: string | undefined;
  readonly agentId?: string | undefined;
  /** When it happened; included */
  readonly from?: string | undefined;
  /** When it happened; not included */
  readonly to?: string | undefined;
  readonly status?: "settled" | "corrected" | "no_charge" | "abandoned" | undefined;
  /** It moved so many tokens or more, whichever way */
  readonly leastTokens?: number | undefined;
  /** It moved so many tokens or fewer, whichever way */
  readonly mostTokens?: number | undefined;
  /** An id, key, call id or invoice number in full, or part of a reference, reason or note */
  readonly q?: string | undefined;
  readonly type?: "trial" | "plan" | "purchase" | "bonus" | "promotion" | "adjustment" | "usage" | "correction" | "expiry" | "refund" | "dispute" | "top_up" | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

export type TransactionsListAnswer = {
  readonly items: readonly ({
    readonly id: string;
    readonly seq: number;
    readonly type: "trial" | "plan" | "purchase" | "bonus" | "promotion" | "adjustment" | "usage" | "correction" | "expiry" | "refund" | "dispute" | "top_up";
    /** Signed */
    readonly amount: number;
    readonly balanceAfter: number;
    readonly occurredAt: string;
    readonly recordedAt: string;
    readonly service?: string;
    readonly quantity?: number;
    readonly agentId?: string;
    readonly ref?: string;
    readonly key?: string;
    readonly reason?: string;
    readonly grants: readonly ({
      readonly grantId: string;
      readonly amount: number;
    })[];
    /** `corrected`: a usage line that was reversed later. `no_charge`: use that cost nothing. `abandoned`: a call that fell silent, charged for what it last reported */
    readonly status: "settled" | "corrected" | "no_charge" | "abandoned";
    /** Of a line that a call ended as, and of its correction */
    readonly call?: {
      readonly holdId: string;
      readonly callId: string;
      readonly status: "open" | "captured" | "voided" | "abandoned" | "settled";
      readonly openedAt: string;
      readonly closedAt: string | null;
      readonly settledAt: string | null;
      /** Why it was voided */
      readonly closedReason: string | null;
      /** What became of it, in order */
      readonly story: readonly ({
        readonly step: "opened" | "heartbeat" | "captured" | "voided" | "abandoned" | "settled";
        readonly at: string;
        /** Of the call, as far as it was known then; null where that was not kept */
        readonly seconds: number | null;
      })[];
    };
  })[];
  readonly nextCursor: string | null;
};

export type TransactionsGetInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly id: string;
};

export type TransactionsGetAnswer = {
  readonly id: string;
  readonly seq: number;
  readonly type: "trial" | "plan" | "purchase" | "bonus" | "promotion" | "adjustment" | "usage" | "correction" | "expiry" | "refund" | "dispute" | "top_up";
  /** Signed */
  readonly amount: number;
  readonly balanceAfter: number;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly service?: string;
  readonly quantity?: number;
  readonly agentId?: string;
  readonly ref?: string;
  readonly key?: string;
  readonly reason?: string;
  readonly grants: readonly ({
    readonly grantId: string;
    readonly amount: number;
  })[];
  /** `corrected`: a usage line that was reversed later. `no_charge`: use that cost nothing. `abandoned`: a call that fell silent, charged for what it last reported */
  readonly status: "settled" | "corrected" | "no_charge" | "abandoned";
  /** Of a line that a call ended as, and of its correction */
  readonly call?: {
    readonly holdId: string;
    readonly callId: string;
    readonly status: "open" | "captured" | "voided" | "abandoned" | "settled";
    readonly openedAt: string;
    readonly closedAt: string | null;
    readonly settledAt: string | null;
    /** Why it was voided */
    readonly closedReason: string | null;
    /** What became of it, in order */
    readonly story: readonly ({
      readonly step: "opened" | "heartbeat" | "captured" | "voided" | "abandoned" | "settled";
      readonly at: string;
      /** Of the call, as far as it was known then; null where that was not kept */
      readonly seconds: number | null;
    })[];
  };
  readonly balanceBefore: number;
  readonly legs: readonly ({
    /** From 1, in the order it was taken or returned */
    readonly order: number;
    readonly kind: string;
    readonly amount: number;
    /** Null is debt, or a use that cost nothing */
    readonly grantId: string | null;
    readonly source: "trial" | "plan" | "purchase" | "bonus" | "promotion" | "adjustment" | "top_up" | null;
    readonly balanceAfter: number;
  })[];
  readonly metadata: { readonly [name: string]: unknown } | null;
  readonly rate: {
    readonly cardId: string;
    readonly version: number;
  } | null;
  /** How the charge came about; null for what is not usage */
  readonly calculation: {
    readonly quantity: number;
    readonly unit: string;
    /** Quantity after increments */
    readonly billed: number;
    readonly freeUnits: number;
    readonly paidUnits: number;
    readonly rate: {
      readonly tokens: number;
      readonly per: number;
    };
    readonly initialIncrement: number;
    readonly nextIncrement: number;
    readonly connectFee: number;
    readonly minimum: number;
    /** Whether the price without a minimum would have been less */
    readonly isMinimumApplied: boolean;
    readonly charged: number;
    /** The same in one line: `61 second × 2 / 60 = 2.033334`, then the minimum where that is more */
    readonly formula: string;
  } | null;
  /** The grant that arrived, lapsed or repaid debt */
  readonly grant: {
    readonly id: string;
    readonly source: "trial" | "plan" | "purchase" | "bonus" | "promotion" | "adjustment" | "top_up";
    readonly original: number;
    readonly remaining: number;
    readonly effectiveAt: string;
    readonly expiresAt: string | null;
  } | null;
  /** The correction that reversed this line */
  readonly correctedBy: string | null;
  /** The line that this correction reversed */
  readonly corrects: string | null;
  /** The corrected line that this line stands in for */
  readonly replaces: string | null;
  /** The line that stands in for the corrected one */
  readonly replacedBy: string | null;
};

export type UsageRecordInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly events: readonly ({
    /** Unique for this event, for ever: sent again it is answered again and charged once */
    readonly key: string;
    readonly service: string;
    /** In the base unit of the service's rate: seconds, messages, requests */
    readonly quantity: number;
    /** When it happened: prices it. Left out: now */
    readonly occurredAt?: string | undefined;
    readonly agentId?: string | undefined;
    /** The caller's own id, such as a call SID */
    readonly ref?: string | undefined;
    readonly metadata?: { readonly [name: string]: unknown } | undefined;
    /** The work already happened: book it whatever the balance is. Needs `admin` */
    readonly allowOverdraft?: boolean | undefined;
    /** The business, unless the header Farebox-Business names it */
    readonly businessId?: string | undefined;
  })[];
};

export type UsageRecordAnswer = {
  readonly results: readonly ({
    readonly key: string;
    readonly outcome: "recorded" | "replayed" | "refused" | "review";
    /** Of the transaction, or of the review */
    readonly id?: string;
    readonly charged: number;
    readonly balanceAfter?: number;
    /** Why it was refused; its details stand beside it */
    readonly reason?: "validation_failed" | "invalid_signature" | "unauthenticated" | "insufficient_tokens" | "below_call_floor" | "cap_reached" | "concurrency_limit" | "card_declined" | "payment_action_required" | "forbidden" | "business_suspended" | "not_found" | "method_not_allowed" | "request_timeout" | "idempotency_mismatch" | "hold_not_open" | "payment_mismatch" | "already_on_plan" | "already_subscribed" | "provider_refused" | "payload_too_large" | "unsupported_media_type" | "unknown_service" | "unknown_plan" | "unknown_package" | "rate_limited" | "internal" | "overloaded" | "unavailable" | "provider_unavailable" | "catalog_not_synced" | "ledger_conflict";
    readonly message?: string;
    /** True when it was not decided while others were; then send the event again with its key */
    readonly retryable?: boolean;
    readonly field?: string;
    readonly available?: number;
    readonly debt?: number;
    readonly required?: number;
    readonly shortBy?: number;
    readonly floor?: number;
    readonly service?: string;
    readonly known?: readonly (string)[];
    readonly suspendedBecause?: string;
  })[];
};

export type UsageAuthorizeInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly service: string;
  /** Asks for the price of this much; a call needs the least that may start one, whatever its quantity */
  readonly quantity?: number | undefined;
  /** Whose caps count for a call, besides the business's own */
  readonly agentId?: string | undefined;
};

export type UsageAuthorizeAnswer = {
  readonly allowed: boolean;
  readonly reason?: "validation_failed" | "invalid_signature" | "unauthenticated" | "insufficient_tokens" | "below_call_floor" | "cap_reached" | "concurrency_limit" | "card_declined" | "payment_action_required" | "forbidden" | "business_suspended" | "not_found" | "method_not_allowed" | "request_timeout" | "idempotency_mismatch" | "hold_not_open" | "payment_mismatch" | "already_on_plan" | "already_subscribed" | "provider_refused" | "payload_too_large" | "unsupported_media_type" | "unknown_service" | "unknown_plan" | "unknown_package" | "rate_limited" | "internal" | "overloaded" | "unavailable" | "provider_unavailable" | "catalog_not_synced" | "ledger_conflict";
  readonly details?: {
    readonly available?: number;
    readonly debt?: number;
    readonly required?: number;
    readonly shortBy?: number;
    readonly floor?: number;
    readonly cap?: {
      readonly agentId: string | null;
      /** Counted on the calendar of the business's zone */
      readonly every: "day" | "month";
      readonly limit: number;
    };
    readonly used?: number;
    readonly resetsAt?: string;
    readonly limit?: number;
    readonly service?: string;
    readonly known?: readonly (string)[];
    /** Why the business is suspended */
    readonly reason?: string;
  };
  readonly available: number;
  readonly debt: number;
  readonly required?: number;
  /** The greatest quantity that could be paid now: of a call the seconds, at most 24 hours */
  readonly affordable: number;
  /** What would make a no a yes */
  readonly fix: readonly ("add_tokens" | "contact_support" | "choose_known_service" | "raise_cap" | "end_a_call")[];
};

export type UsageCorrectInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  /** The usage line: the id of its transaction */
  readonly id: string;
  readonly reason: string;
  /** What should have been reported */
  readonly replacement?: {
    readonly service: string;
    readonly quantity: number;
  } | undefined;
};

export type UsageCorrectAnswer = {
  readonly outcome: "corrected" | "replayed";
  readonly id: string;
  readonly lineId: string;
  readonly reason: string;
  readonly returned: number;
  readonly balanceAfter: number;
  readonly recordedAt: string;
  readonly replacement: {
    readonly id: string;
    readonly service: string;
    readonly quantity: number;
    readonly charged: number;
    readonly balanceAfter: number;
    readonly occurredAt: string;
    readonly recordedAt: string;
  } | null;
};

export type UsageReviewListInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly status?: "pending" | "accepted" | "rejected" | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

export type UsageReviewListAnswer = {
  readonly items: readonly ({
    readonly id: string;
    readonly key: string;
    readonly service: string;
    readonly quantity: number;
    readonly occurredAt: string;
    readonly recordedAt: string;
    readonly agentId: string | null;
    readonly ref: string | null;
    readonly metadata: { readonly [name: string]: unknown } | null;
    readonly status: "pending" | "accepted" | "rejected";
    readonly resolvedAt: string | null;
    readonly lineId: string | null;
    readonly note: string | null;
  })[];
  readonly nextCursor: string | null;
};

export type UsageReviewAcceptInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly id: string;
  readonly note?: string | undefined;
};

export type UsageReviewAcceptAnswer = {
  readonly outcome: "accepted" | "rejected" | "replayed";
  readonly review: {
    readonly id: string;
    readonly key: string;
    readonly service: string;
    readonly quantity: number;
    readonly occurredAt: string;
    readonly recordedAt: string;
    readonly agentId: string | null;
    readonly ref: string | null;
    readonly metadata: { readonly [name: string]: unknown } | null;
    readonly status: "pending" | "accepted" | "rejected";
    readonly resolvedAt: string | null;
    readonly lineId: string | null;
    readonly note: string | null;
  };
  readonly line: {
    readonly id: string;
    readonly service: string;
    readonly quantity: number;
    readonly charged: number;
    readonly balanceAfter: number;
    readonly occurredAt: string;
    readonly recordedAt: string;
  } | null;
};

export type UsageReviewRejectInput = UsageReviewAcceptInput;

export type UsageReviewRejectAnswer = UsageReviewAcceptAnswer;

export type UsageReviewResolveInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly id: string;
  readonly decision: "accept" | "reject";
  readonly note?: string | undefined;
};

export type UsageReviewResolveAnswer = UsageReviewAcceptAnswer;

export type UsageSummaryInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  /** Included. Left out: 30 days, today among them */
  readonly from?: string | undefined;
  /** Not included. Left out: the end of today in the zone, or of the day of `from` when that is later */
  readonly to?: string | undefined;
  /** Left out: the business's own */
  readonly timeZone?: string | undefined;
  /** `previous`: the period just before as well */
  readonly compare?: "previous" | undefined;
};

export type UsageSummaryAnswer = {
  readonly from: string;
  readonly to: string;
  readonly total: number;
  readonly services: readonly ({
    readonly service: string;
    readonly events: number;
    readonly quantity: number;
    readonly charged: number;
  })[];
  readonly timeZone: string;
  readonly previous?: {
    readonly from: string;
    readonly to: string;
    readonly total: number;
    readonly services: readonly ({
      readonly service: string;
      readonly events: number;
      readonly quantity: number;
      readonly charged: number;
    })[];
  };
};

export type UsageTimeseriesInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  /** Included. Left out: 30 days, today among them */
  readonly from?: string | undefined;
  /** Not included. Left out: the end of today in the zone, or of the day of `from` when that is later */
  readonly to?: string | undefined;
  /** Left out: the business's own */
  readonly timeZone?: string | undefined;
  readonly every?: "hour" | "day" | "week" | "month" | undefined;
  readonly by?: "service" | "agent" | undefined;
  /** `previous`: the period just before as well */
  readonly compare?: "previous" | undefined;
};

export type UsageTimeseriesAnswer = {
  readonly from: string;
  readonly to: string;
  readonly buckets: readonly ({
    readonly start: string;
    /** Not included: with it the lines of a bar are those from `start` to `end` */
    readonly end: string;
    readonly total: number;
    /** Not over yet */
    readonly partial: boolean;
    readonly groups: readonly ({
      /** The service or agent; empty for use that named no agent. By agent at most the 100 largest of the range are named; all others are summed as `other` */
      readonly key: string;
      readonly events: number;
      readonly quantity: number;
      readonly charged: number;
    })[];
  })[];
  readonly every: "hour" | "day" | "week" | "month";
  readonly by: "service" | "agent";
  readonly timeZone: string;
  readonly previous?: {
    readonly from: string;
    readonly to: string;
    readonly buckets: readonly ({
      readonly start: string;
      /** Not included: with it the lines of a bar are those from `start` to `end` */
      readonly end: string;
      readonly total: number;
      /** Not over yet */
      readonly partial: boolean;
      readonly groups: readonly ({
        /** The service or agent; empty for use that named no agent. By agent at most the 100 largest of the range are named; all others are summed as `other` */
        readonly key: string;
        readonly events: number;
        readonly quantity: number;
        readonly charged: number;
      })[];
    })[];
  };
};

export type UsageAgentsInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  /** Included. Left out: 30 days, today among them */
  readonly from?: string | undefined;
  /** Not included. Left out: the end of today in the zone, or of the day of `from` when that is later */
  readonly to?: string | undefined;
  /** Left out: the business's own */
  readonly timeZone?: string | undefined;
  /** How wide the bars of the sparkline are */
  readonly every?: "hour" | "day" | "week" | "month" | undefined;
  readonly limit?: number | undefined;
};

export type UsageAgentsAnswer = {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly every: "hour" | "day" | "week" | "month";
  /** Of all agents */
  readonly total: number;
  /** How many there are, use that named none counting as one */
  readonly agentCount: number;
  /** What the business paid on average; null: it never paid */
  readonly pricePerToken: {
    /** In minor units, not rounded */
    readonly amount: number;
    readonly currency: string;
  } | null;
  /** Where the bars of the sparklines begin */
  readonly bars: readonly (string)[];
  readonly agents: readonly ({
    /** Empty: no agent was named */
    readonly agentId: string;
    readonly events: number;
    readonly charged: number;
    /** Of all tokens used, 0 to 1 */
    readonly share: number;
    /** `charged` at `pricePerToken` */
    readonly cost: {
      /** In minor units, not rounded */
      readonly amount: number;
      readonly currency: string;
    } | null;
    readonly calls: number;
    /** What its calls cost on average; null: it had none */
    readonly tokensPerCall: number | null;
    readonly costPerCall: {
      /** In minor units, not rounded */
      readonly amount: number;
      readonly currency: string;
    } | null;
    readonly services: readonly ({
      readonly service: string;
      readonly events: number;
      readonly quantity: number;
      readonly charged: number;
    })[];
    readonly sparkline: readonly (number)[];
    /** Where the lines behind it are; null for use that named no agent */
    readonly lines: string | null;
  })[];
};

export type UsageRefsInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  /** Included. Left out: 30 days, today among them */
  readonly from?: string | undefined;
  /** Not included. Left out: the end of today in the zone, or of the day of `from` when that is later */
  readonly to?: string | undefined;
  /** Left out: the business's own */
  readonly timeZone?: string | undefined;
  readonly limit?: number | undefined;
};

export type UsageRefsAnswer = {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  /** Of all references */
  readonly total: number;
  readonly refCount: number;
  readonly refs: readonly ({
    readonly ref: string;
    readonly events: number;
    readonly quantity: number;
    readonly charged: number;
    /** Of all tokens used, 0 to 1 */
    readonly share: number;
    /** Where the lines behind it are */
    readonly lines: string;
  })[];
};

export type UsageLinesInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  /** When it happened; included */
  readonly from: string;
  /** When it happened; not included */
  readonly to: string;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

export type UsageLinesAnswer = {
  readonly items: readonly ({
    readonly id: string;
    readonly key: string | null;
    /** Of a call its `callId` */
    readonly ref: string | null;
    readonly service: string;
    readonly quantity: number;
    readonly charged: number;
    readonly occurredAt: string;
    readonly agentId: string | null;
    /** `corrected`: reversed later; another line may stand in for it */
    readonly status: "standing" | "corrected";
    readonly call: {
      readonly holdId: string;
      readonly status: "open" | "captured" | "voided" | "abandoned" | "settled";
    } | null;
  })[];
  readonly nextCursor: string | null;
};

export type UsageFindInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly refs: readonly (string)[];
};

export type UsageFindAnswer = {
  readonly lines: readonly ({
    readonly id: string;
    readonly key: string | null;
    /** Of a call its `callId` */
    readonly ref: string | null;
    readonly service: string;
    readonly quantity: number;
    readonly charged: number;
    readonly occurredAt: string;
    readonly agentId: string | null;
    /** `corrected`: reversed later; another line may stand in for it */
    readonly status: "standing" | "corrected";
    readonly call: {
      readonly holdId: string;
      readonly status: "open" | "captured" | "voided" | "abandoned" | "settled";
    } | null;
  })[];
  readonly unbooked: readonly ({
    readonly id: string;
    readonly ref: string;
    readonly service: string;
    /** A late event that waits or was rejected, or a call that still runs */
    readonly status: "waits_for_review" | "rejected" | "open";
  })[];
};

export type WebhookEndpointsListInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
};

export type WebhookEndpointsListAnswer = {
  readonly items: readonly (WebhookEndpointsGetAnswer)[];
  readonly nextCursor: null;
};

export type WebhookEndpointsGetInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly id: string;
};

export type WebhookEndpointsGetAnswer = {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  readonly events: readonly ("balance.low" | "hold.abandoned" | "top_up.charged" | "top_up.paused" | "grant.adjusted" | "grant.expiring" | "plan.changed" | "payment.failed" | "usage.unusual_day" | "webhook_endpoint.disabled")[] | null;
  readonly status: "enabled" | "failing" | "disabled";
  readonly disabledReason: "by_owner" | "gone" | "failing" | null;
  readonly createdAt: string;
  readonly disabledAt: string | null;
  readonly failingSince: string | null;
  readonly lastDeliveredAt: string | null;
  readonly oldSecretSignsUntil: string | null;
};

export type WebhookEndpointsCreateInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  /** https, to a public host; no user name, no fragment */
  readonly url: string;
  readonly description?: string | undefined;
  /** Null: every event, also those that come later */
  readonly events?: readonly ("balance.low" | "hold.abandoned" | "top_up.charged" | "top_up.paused" | "grant.adjusted" | "grant.expiring" | "plan.changed" | "payment.failed" | "usage.unusual_day" | "webhook_endpoint.disabled")[] | null | undefined;
};

export type WebhookEndpointsCreateAnswer = {
  readonly secret: string;
  readonly endpoint: WebhookEndpointsGetAnswer;
};

export type WebhookEndpointsUpdateInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly id: string;
  /** https, to a public host; no user name, no fragment */
  readonly url?: string | undefined;
  readonly description?: string | undefined;
  /** Null: every event, also those that come later */
  readonly events?: readonly ("balance.low" | "hold.abandoned" | "top_up.charged" | "top_up.paused" | "grant.adjusted" | "grant.expiring" | "plan.changed" | "payment.failed" | "usage.unusual_day" | "webhook_endpoint.disabled")[] | null | undefined;
  readonly enabled?: boolean | undefined;
};

export type WebhookEndpointsUpdateAnswer = WebhookEndpointsGetAnswer;

export type WebhookEndpointsRemoveInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly id: string;
};

export type WebhookEndpointsRemoveAnswer = {
  readonly removed: true;
};

export type WebhookEndpointsRotateSecretInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly id: string;
};

export type WebhookEndpointsRotateSecretAnswer = {
  readonly secret: string;
  readonly oldSecretSignsUntil: string;
};

export type WebhookEndpointsTestInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly id: string;
};

export type WebhookEndpointsTestAnswer = {
  readonly delivered: boolean;
  readonly webhookId: string;
  readonly status: number | null;
  readonly durationMs: number;
  readonly problem: string | null;
  readonly answer: string | null;
  readonly why: string | null;
};

export type WebhookEndpointsDeliveriesInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly id: string;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

export type WebhookEndpointsDeliveriesAnswer = {
  readonly items: readonly ({
    readonly id: string;
    readonly webhookId: string;
    readonly type: "balance.low" | "hold.abandoned" | "top_up.charged" | "top_up.paused" | "grant.adjusted" | "grant.expiring" | "plan.changed" | "payment.failed" | "usage.unusual_day" | "webhook_endpoint.disabled";
    readonly status: "pending" | "delivered" | "failed" | "dropped";
    readonly attempts: number;
    readonly nextAttemptAt: string | null;
    readonly lastStatus: number | null;
    readonly lastError: string | null;
    readonly log: readonly ({
      readonly id: string;
      readonly at: string;
      readonly status: number | null;
      readonly durationMs: number;
      readonly problem: string | null;
      readonly answer: string | null;
    })[];
  })[];
  readonly nextCursor: string | null;
};

export type WebhookEndpointsReplayInput = {
  /** The business, unless the header Farebox-Business names it */
  readonly businessId?: string | undefined;
  readonly id: string;
  readonly deliveryId: string;
};

export type WebhookEndpointsReplayAnswer = {
  readonly delivery: {
    readonly id: string;
    readonly webhookId: string;
    readonly type: "balance.low" | "hold.abandoned" | "top_up.charged" | "top_up.paused" | "grant.adjusted" | "grant.expiring" | "plan.changed" | "payment.failed" | "usage.unusual_day" | "webhook_endpoint.disabled";
    readonly status: "pending" | "delivered" | "failed" | "dropped";
    readonly attempts: number;
    readonly nextAttemptAt: string | null;
    readonly lastStatus: number | null;
    readonly lastError: string | null;
    readonly log: readonly ({
      readonly id: string;
      readonly at: string;
      readonly status: number | null;
      readonly durationMs: number;
      readonly problem: string | null;
      readonly answer: string | null;
    })[];
  };
};

