import type { CaseUses } from '../../case/case-uses.ts';
import type { Locale } from '../../configuration/configuration.ts';
import { own, type Phrase, phrase } from '../card/phrase.ts';

/** The labels of a card about credential uses, where those about a sign-in would be wrong. */
type UseLabel = 'status' | 'time' | 'calls' | 'actions' | 'services' | 'cost';

type Counted = Pick<CaseUses, 'calls' | 'denied' | 'countedUntil'>;

/** The words about what credentials did, in one language. */
export interface UseWords {
	/** The title of the card: what was used. */
	readonly titles: Readonly<Record<'key' | 'session', string>>;
	readonly labels: Readonly<Record<UseLabel, string>>;
	/** The label of the credential that was used. */
	readonly credentials: Readonly<Record<'key' | 'session', string>>;
	/** How many calls there were, and how many of them were denied or failed. */
	readonly calls: (uses: Counted) => string;
	/** Behind an action of which every call was denied or failed. */
	readonly denied: string;
	/** The other credentials of the case. */
	readonly others: (count: number) => string;
	/** A telling action that was called since the card was posted. */
	readonly called: (action: Phrase, isDenied: boolean) => Phrase;
	/** The command that switches a key off. It must run in the key's own account. */
	readonly deactivate: (account: Phrase) => Phrase;
	/** What the events of one key cost in a month, if they go to another account. */
	readonly cost: (dollars: string) => string;
}

const ko: UseWords = {
	titles: { key: 'AWS 액세스 키 사용 감지', session: 'AWS 세션 사용 감지' },
	labels: {
		status: '호출 상태',
		time: '호출 시간',
		calls: 'API 호출',
		actions: '호출 내역',
		services: '호출한 서비스',
		cost: '감지 비용',
	},
	credentials: { key: '액세스 키', session: '임시 자격 증명' },
	calls: ({ calls, denied, countedUntil }) => {
		const made = `호출 ${number(calls)}회${countedUntil === undefined ? '' : ' 이상'}`;
		return denied === 0 ? made : `${made}(실패 ${number(denied)}회)`;
	},
	denied: '(실패)',
	others: (count) => `외 ${count}개`,
	called: (action, isDenied) =>
		phrase`이 자격 증명으로 ${action} 호출${isDenied ? own('(실패)') : own('')}`,
	deactivate: (account) => phrase`키 비활성화(${account} 계정에서)`,
	cost: (dollars) => `이 속도면 감지에 드는 AWS 비용이 월 최대 $${dollars}`,
};

const en: UseWords = {
	titles: { key: 'AWS access key use detected', session: 'AWS session use detected' },
	labels: {
		status: 'Call status',
		time: 'Call time',
		calls: 'API calls',
		actions: 'Calls by action',
		services: 'Services called',
		cost: 'Cost of watching',
	},
	credentials: { key: 'Access key', session: 'Temporary credentials' },
	calls: ({ calls, denied, countedUntil }) => {
		const more = countedUntil === undefined ? '' : ' or more';
		const made = `${number(calls)}${more} ${calls === 1 && more === '' ? 'call' : 'calls'}`;
		return denied === 0 ? made : `${made}, ${number(denied)} failed`;
	},
	denied: '(failed)',
	others: (count) => `and ${count} more`,
	called: (action, isDenied) =>
		phrase`The credential called ${action}${isDenied ? own(' (failed)') : own('')}.`,
	deactivate: (account) => phrase`Deactivate the key (in ${account})`,
	cost: (dollars) => `at this rate at most $${dollars} a month for its events`,
};

/** The words about uses in every language. */
export const USE_WORDS: Readonly<Record<Locale, UseWords>> = { ko, en };

function number(count: number): string {
	return count.toLocaleString('en');
}
