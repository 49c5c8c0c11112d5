/** Asks the API as its users would: once in one piece, once word by word, and once for more than the balance pays. */
export async function visit(url: string): Promise<void> {
  console.log("\n> In one piece");
  const whole = (await (await ask(url, { prompt: "How is a call paid?" })).json()) as object;
  console.log(whole);

  console.log("\n> As it comes");
  const streamed = await ask(url, { prompt: "And what does a caller notice of it?", stream: true });
  if (streamed.body === null) throw new Error("An answer without a body.");
  let rest = "";
  for await (const piece of streamed.body.pipeThrough(new TextDecoderStream())) {
    const events = (rest + piece).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) show(event);
  }

  console.log("\n> More than the balance pays");
  const refused = await ask(url, { prompt: "Tell me everything.", maxModelTokens: 1_000_000 });
  console.log(refused.status, await refused.json());
}

function ask(url: string, body: object): Promise<Response> {
  return fetch(`${url}/v1/answers`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

function show(event: string): void {
  const [, name = "", data = "{}"] = /^event: (.*)\ndata: (.*)$/u.exec(event) ?? [];
  const told = JSON.parse(data) as { readonly text?: string };
  if (name === "text") process.stdout.write(told.text ?? "");
  else console.log(`\n${name}:`, told);
}
