/**
 * AWS did not tell. `why`: one English sentence with the error and what helps. `isLasting`: asking
 * again soon gives the same answer.
 */
export interface ReadFailure {
	readonly kind: 'failed';
	readonly why: string;
	readonly isLasting: boolean;
}

/** What AWS told, or why it did not. */
export type Answer<T> = { readonly kind: 'read'; readonly value: T } | ReadFailure;

/** The same about something that may have been deleted meanwhile. */
export type AnswerOrGone<T> = Answer<T> | { readonly kind: 'gone' };
