// The lowest floor of a start: a language server without any library, in as few lines as there can be.
interface Message {
  readonly id?: number;
  readonly method?: string;
}

const results: Readonly<Record<string, unknown>> = {
  initialize: { capabilities: { textDocumentSync: 2 } },
};

process.on('message', ({ id, method }: Message) => {
  if (method === 'exit') process.exit();
  if (id !== undefined && method !== undefined) {
    process.send?.({ jsonrpc: '2.0', id, result: results[method] ?? null });
  }
});
