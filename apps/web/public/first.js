// Runs before anything else, in a file of its own: the content security policy allows no inline script.

// A chosen theme never flashes.
try {
  const theme = localStorage.getItem("farebox.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage can be forbidden; the system's theme is then the only one.
}

// What the billing page asks for first is asked while its code is still on the way: whether anybody is signed in, then who, and
// how much the business that the address names has and until when. `src/lib/early-answers.ts` takes the answers.
if (location.pathname === "/dashboard/billing") {
  const named = new URLSearchParams(location.search).get("business") ?? "";
  const session = fetch("/api/auth/get-session");
  const isSignedIn = session.then(async (answer) => answer.ok && (await answer.clone().json()) !== null);
  const answers = { "/api/auth/get-session ": session };
  const arrived = {};
  const ask = (path, business, headers) => {
    const key = `${path} ${business}`;
    answers[key] = isSignedIn.then((yes) => (yes ? fetch(path, { headers }) : null));
    answers[key]
      .then(async (answer) => {
        if (answer?.ok) arrived[key] = { body: await answer.clone().json(), at: Date.now() };
      })
      .catch(() => {});
  };
  ask("/api/trpc/account.me", "", {});
  if (/^[0-9a-f-]{36}$/.test(named))
    for (const name of ["balance.get", "balance.forecast"])
      ask(`/api/trpc/${name}`, named, { "farebox-business": named });
  window.fareboxEarly = { askedAt: performance.now(), answers, arrived };
}
