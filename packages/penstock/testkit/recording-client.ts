/** A call of an AWS client. */
export interface Sent<Input = Readonly<Record<string, unknown>>> {
  /** The command's class. */
  readonly name: string;
  readonly input: Input;
  readonly signal: AbortSignal | undefined;
}

/** An AWS client that answers as told, or throws what the answer throws, and retains what it was sent. */
export function recordingClient<Client, Input = Readonly<Record<string, unknown>>>(
  answer: (sent: Sent<Input>) => object = () => ({}),
): { readonly client: Client; readonly sent: readonly Sent<Input>[] } {
  const sent: Sent<Input>[] = [];
  const send = async (command: { readonly input: Input }, options?: { readonly abortSignal?: AbortSignal }) => {
    const one = { name: command.constructor.name, input: command.input, signal: options?.abortSignal };
    sent.push(one);
    return answer(one);
  };
  return { client: { send } as unknown as Client, sent };
}
