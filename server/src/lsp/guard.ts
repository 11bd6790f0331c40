import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';

/** Where defects of ours are told: the client's output channel. */
export type Tell = (message: string) => void;

/** Runs our code so that whatever goes wrong in it is told, and ends nothing. */
export interface Guard {
  /**
   * A request: what fails is answered with `fallback`, what the client no longer wants with that. An error made for the
   * client (`ResponseError`) is no defect: it is the answer.
   */
  request<P, R>(
    name: string,
    fallback: R,
    answer: (params: P, token: CancellationToken) => R | Promise<R>,
  ): (params: P, token: CancellationToken) => Promise<R>;
  /** A notification, or work that nobody waits for. */
  notice<P>(name: string, handle: (params: P) => void | Promise<void>): (params: P) => Promise<void>;
  /** One of several things that must not fail together. */
  attempt<T>(name: string, fallback: T, run: () => T): T;
  /** The same for work that takes its time, as whatever asks the client. */
  promised<T>(name: string, fallback: T, run: () => Promise<T>): Promise<T>;
}

/** Makes a guard. The only place of the server that catches. */
export function guardWith(tell: Tell): Guard {
  const failed = (name: string, error: unknown) => tell(`${name} failed: ${told(error)}`);
  return {
    request: (name, fallback, answer) => async (params, token) => {
      let result = fallback;
      try {
        result = await answer(params, token);
      } catch (error) {
        if (error instanceof ResponseError) throw error;
        failed(name, error);
      }
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
      return result;
    },
    notice: (name, handle) => async (params) => {
      try {
        await handle(params);
      } catch (error) {
        failed(name, error);
      }
    },
    attempt: (name, fallback, run) => {
      try {
        return run();
      } catch (error) {
        failed(name, error);
        return fallback;
      }
    },
    promised: async (name, fallback, run) => {
      try {
        return await run();
      } catch (error) {
        failed(name, error);
        return fallback;
      }
    },
  };
}

/** An error for the log: with its stack, where it has one. */
export function told(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** An answer that tells people why there is none. */
export function refused(reason: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}
