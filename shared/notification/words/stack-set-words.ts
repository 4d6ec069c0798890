import type { Locale } from '../../configuration/configuration.ts';
import type { KeptLook } from '../../stack-sets/kept-look.ts';
import type { Cause } from '../../stack-sets/stack-instance.ts';

/** The words about instances of StackSets that are not current, in one language. */
export interface StackSetWords {
	readonly title: string;
	readonly means: string;
	readonly counts: (look: KeptLook) => string;
	/** When all are current again. */
	readonly titleAgain: string;
	readonly again: (look: KeptLook) => string;
	/** Why instances are not current. */
	readonly causes: Readonly<Record<Cause, string>>;
	/** What helps. */
	readonly helps: Readonly<Record<Cause, string>>;
	readonly since: (time: string) => string;
	/** Before the words of AWS. */
	readonly aws: string;
	/** Behind the values that are shown. */
	readonly more: (count: number) => string;
	/** Instances that the message does not name. */
	readonly notShown: (count: number) => string;
	readonly step: string;
	readonly command: string;
	readonly lookedAt: string;
}

const ko: StackSetWords = {
	title: '배포되지 않은 계정·리전 있음',
	means: '아래 계정·리전에서는 로그인이 감지되지 않을 수 있습니다.',
	counts: ({ behind, behindAccounts, current }) =>
		`StackSet 인스턴스 ${behind}개(계정 ${behindAccounts}개)가 최신 상태가 아닙니다. 최신 상태는 ${current}개입니다.`,
	titleAgain: '모든 계정·리전에 배포됨',
	again: ({ current, accounts }) =>
		`StackSet 인스턴스 ${current}개(계정 ${accounts}개)가 모두 최신 상태입니다.`,
	causes: {
		scp: 'SCP가 배포를 거부함',
		region: 'STS 비활성화(활성화되지 않은 리전으로 추정)',
		exists: '같은 이름의 리소스가 이미 있음',
		inoperable: '스택 삭제 실패로 StackSets 관리 대상에서 빠짐',
		missing: '인스턴스 없음',
		cancelled: '배포 작업 중단',
		other: '기타 사유',
		underway: '배포가 끝나지 않음',
		suspended: '정지된 계정',
	},
	helps: {
		scp: '해당 SCP에서 stacksets-exec-* 역할을 예외로 두거나, 이 계정·리전을 배포 대상에서 빼 주세요.',
		region: '계정에서 리전을 활성화하거나, deployment.regions에서 리전을 빼 주세요.',
		exists: '이전 배포에서 남은 리소스를 사용하는 곳이 있는지 확인한 뒤 삭제해 주세요.',
		inoperable:
			'StackSet에서 인스턴스를 빼고 스택을 직접 삭제한 뒤, 인스턴스를 다시 만들어 주세요.',
		missing: '인스턴스를 만들어 주세요.',
		cancelled: 'StackSet 작업을 다시 실행해 주세요.',
		other: '그 계정·리전에서 스택의 이벤트를 확인해 주세요.',
		underway: 'StackSet의 작업 상태를 확인해 주세요.',
		suspended: '로그인할 수 없는 계정이므로 할 일이 없습니다.',
	},
	since: (time) => `처음 확인한 시각 ${time}`,
	aws: 'AWS 메시지',
	more: (count) => ` 외 ${count}개`,
	notShown: (count) => `표시하지 않은 인스턴스 ${count}개`,
	step: '관리 계정의 자격 증명으로 아래 명령을 실행해, 전체 목록과 해결 명령을 확인해 주세요.',
	command: '전체 목록',
	lookedAt: '확인 시각',
};

const en: StackSetWords = {
	title: 'Not deployed to every account and Region',
	means: 'Sign-ins in these accounts and Regions may not be detected.',
	counts: ({ behind, behindAccounts, current }) =>
		`StackSet instances that are not current: ${behind}, in accounts: ${behindAccounts}. Current: ${current}.`,
	titleAgain: 'Deployed to every account and Region again',
	again: ({ current, accounts }) =>
		`All StackSet instances are current: ${current}, in accounts: ${accounts}.`,
	causes: {
		scp: 'An SCP denies StackSets what the stack needs',
		region: 'STS is not active in the Region; the account has probably not enabled it',
		exists: 'The account already has a resource with one of our names',
		inoperable: 'Deleting the stack failed, and StackSets does not touch it any more',
		missing: 'StackSets has no instance there',
		cancelled: 'The operation was stopped before it came there',
		other: 'AWS gives another reason',
		underway: 'StackSets has yet to come there, or works on it',
		suspended: 'The account is suspended',
	},
	helps: {
		scp: 'Exempt the roles stacksets-exec-* from that SCP, or take the account or Region out of the deployment.',
		region: 'Enable the Region in the account, or take it out of deployment.regions.',
		exists: 'Delete what an earlier deployment left there, after a look at who uses it.',
		inoperable:
			'Take the instance out of the StackSet, delete its stack by hand, and create the instance again.',
		missing: 'Create the instance.',
		cancelled: 'Have StackSets try again.',
		other: 'Look at the events of the stack in that account and Region.',
		underway: 'Look at the operations of the StackSet, and wait for them.',
		suspended: 'Nothing: nobody can sign in there.',
	},
	since: (time) => `first seen ${time}`,
	aws: 'AWS',
	more: (count) => ` and ${count} more`,
	notShown: (count) => `instances that are not shown: ${count}`,
	step: 'Run this with credentials of the management account. It lists all of them with the commands that help.',
	command: 'The whole list',
	lookedAt: 'Looked at',
};

const WORDS: Readonly<Record<Locale, StackSetWords>> = { ko, en };

/** The words in the configured language. */
export function stackSetWordsOf({ locale }: { readonly locale: Locale }): StackSetWords {
	return WORDS[locale];
}
