/** What AWS told, or one English sentence that says why it did not: the error, and what helps. */
export type Answer<T> =
	| { readonly kind: 'read'; readonly value: T }
	| { readonly kind: 'failed'; readonly why: string };

/** The same about something that may have been deleted meanwhile. */
export type AnswerOrGone<T> = Answer<T> | { readonly kind: 'gone' };
