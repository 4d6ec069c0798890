import type { ReconcilePart } from './deps.ts';

/** The sender takes what is due by itself; a hundred hints wake it for the rest. */
const MOST = 100;

/** Has said what is still to be said: hints get lost, the table does not. */
export const wakeMessages: ReconcilePart = async (now, { cases, notices, hints }) => {
	const [dueCases, dueNotices] = await Promise.all([cases.due(MOST), notices.due(MOST)]);
	await hints.toNotify(
		[
			...dueCases.map(({ id }) => ({ about: 'case', id }) as const),
			...dueNotices.map(({ id }) => ({ about: 'notice', id }) as const),
		],
		`reconcile ${now}`,
	);
};
