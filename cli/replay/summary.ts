import type { Case } from '../../shared/case/case.ts';
import type { Followed } from '../../shared/case/follow-sign-in.ts';
import { isEventSource, isMaking } from '../../shared/record/event-sources.ts';
import { OTHERS, type OtherCounts, type Refusal } from '../../shared/record/record.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import { useIn } from '../../shared/verdict/credential-use.ts';
import type { ReasonCode } from '../../shared/verdict/reasons.ts';
import {
	DISPOSITIONS,
	type Disposition,
	SEVERITIES,
	type Severity,
} from '../../shared/verdict/verdict.ts';
import { Coverage } from './coverage.ts';
import { CredentialUses } from './credential-uses.ts';
import { Denials } from './denials.ts';
import type { PlanOutcome } from './plan-log.ts';
import { count, counted, largest, number, sumOf, type Tally } from './tally.ts';
import { Unreadable } from './unreadable.ts';
import { whoOf } from './who-of.ts';

/** The plan in the chosen mode, and the one as it would be with mode `contain` everywhere. */
export interface Plans {
	readonly outcome: PlanOutcome;
	readonly rehearsed: PlanOutcome;
}

/** Counts the results, and gives the summary at the end. */
export class Summary {
	files = 0;
	/** Files that were not read, and files that hold nothing but what `others` counts. */
	skippedFiles = 0;
	bytes = 0;
	records = 0;
	signIns = 0;
	/** Daily summaries, and the sign-ins that they tell. */
	summaries = 0;
	inSummaries = 0;
	readonly coverage = new Coverage();
	readonly denials = new Denials();
	readonly uses = new CredentialUses();
	readonly unreadable = new Unreadable();
	/** What was recognised although it holds no records: digests, pictures and the like. */
	readonly others: OtherCounts = new Map();
	/** The cases that would have been posted. */
	readonly severities: Tally<Severity> = new Map();
	readonly #dispositions: Tally<Disposition> = new Map();
	readonly #principals: Tally = new Map();
	readonly #networks: Tally = new Map();
	readonly #notAlerted: Tally = new Map();
	readonly #reasons: Tally<ReasonCode | 'by-services'> = new Map();
	readonly #makings = { all: 0, refused: 0, unnamed: 0 };

	get refused(): number {
		return this.unreadable.number;
	}

	/** Of sign-ins and of uses. */
	get alerts(): number {
		return (this.#dispositions.get('alert') ?? 0) + this.uses.told;
	}

	addRefusal(file: string, refusal: Refusal): void {
		this.unreadable.add(file, refusal);
		count(this.#dispositions, 'odd');
	}

	addFollowed(followed: Followed, plans: Plans): void {
		const { signIn, verdict } = followed;
		const codes = verdict.reasons.map(({ code }) => code);
		const making = isMaking(signIn.eventSource, signIn.event);
		if (making) this.#addMaking(signIn);
		this.#addPlans(followed, plans);
		const isUse = useIn(verdict) !== null;
		if (isUse || signIn.part === 'use') this.uses.add(followed, this.coverage.timeZone);
		// A call of any other service is no sign-in, so its disposition is not counted as one.
		if (isUse || !isEventSource(signIn.eventSource)) return;
		const obtainsNothing = codes.includes('credential-made') || codes.includes('no-session');
		if (verdict.network.classification === 'untrusted' && obtainsNothing)
			count(this.#notAlerted, whoOf(followed));
		if (making) return;
		count(this.#dispositions, verdict.disposition);
		if (verdict.inSummary) this.inSummaries++;
		this.#addReasons(codes);
		if (verdict.disposition !== 'alert' && verdict.disposition !== 'watch') return;
		count(this.#principals, whoOf(followed));
		count(this.#networks, verdict.network.key);
	}

	#addPlans(followed: Followed, { outcome, rehearsed }: Plans): void {
		const { verdict, theCase } = followed;
		if (verdict.disposition === 'alert')
			this.denials.addAlert(outcome, verdict.inSummary ? null : (theCase?.id ?? null));
		this.denials.add(followed, rehearsed, this.coverage.timeZone);
	}

	#addReasons(codes: readonly ReasonCode[]): void {
		for (const code of ['monitor-itself', 'directory-not-watched'] as const)
			if (codes.includes(code)) count(this.#reasons, code);
		if (codes.includes('aws-service') || codes.includes('service-on-behalf'))
			count(this.#reasons, 'by-services');
	}

	#addMaking({ outcome, made }: SignIn): void {
		this.#makings.all++;
		if (outcome === 'failure') this.#makings.refused++;
		else if (made === undefined) this.#makings.unnamed++;
	}

	addCase({ needsMessage, severity }: Case): void {
		if (needsMessage) count(this.severities, severity);
	}

	/** Gives the summary as lines of plain text. */
	lines(): string[] {
		return [
			...this.#firstLines(),
			...[
				`sign-ins: ${this.#dispositionsText()}`,
				...this.#inSummaries(),
				...this.uses.lines(),
				...this.denials.lines(),
				...largestLine('who, in alerts and watched failures', this.#principals),
				...largestLine('from where', this.#networks),
				...largestLine(
					'calls from untrusted networks that obtained no session, so not alerted',
					this.#notAlerted,
				),
				`ignored: ${counted(this.#count('by-services'), 'call')} by AWS services, ${number(this.#count('monitor-itself'))} by eyes-system itself`,
				...this.#credentialsMade(),
				...this.#notJudged(),
				...this.unreadable.lines(),
			].map((line) => `  ${line}`),
		];
	}

	#dispositionsText(): string {
		const each = DISPOSITIONS.map((name) => `${name} ${number(this.#dispositions.get(name) ?? 0)}`);
		return each.join('   ');
	}

	/** The time that the records cover, the cases by severity, and what was read. */
	#firstLines(): string[] {
		const { periodText, windowText } = this.coverage;
		const cases = sumOf(this.severities);
		const each = SEVERITIES.toReversed().map(
			(name) => `${name} ${number(this.severities.get(name) ?? 0)}`,
		);
		const others = this.others.size === 0 ? '' : `, ${othersText(this.others)}`;
		return [
			`period: ${periodText ?? 'no record of the sign-in services or of a credential at work'}`,
			...(windowText === null ? [] : [`judged: ${windowText}`]),
			`${counted(cases, 'message')}${cases === 0 ? '' : `: ${each.join('   ')}`}`,
			`${counted(this.files, 'file')} (${number(this.skippedFiles)} skipped), ${size(this.bytes)}, ` +
				`${counted(this.records, 'record')}, ${counted(this.signIns, 'of the sign-in services', 'of the sign-in services')}${others}`,
		];
	}

	#count(reason: ReasonCode | 'by-services'): number {
		return this.#reasons.get(reason) ?? 0;
	}

	#inSummaries(): string[] {
		if (this.inSummaries === 0) return [];
		const days = counted(this.summaries, 'daily summary', 'daily summaries');
		return [`told once a day: ${number(this.inSummaries)} in ${days}`];
	}

	#credentialsMade(): string[] {
		const { all, refused, unnamed } = this.#makings;
		if (all === 0) return [];
		return [
			`credentials made: ${counted(all, 'call')} for users, access keys and passwords (${number(refused)} refused, ${number(unnamed)} without the name of what was made)`,
		];
	}

	#notJudged(): string[] {
		const sessions = this.#count('directory-not-watched');
		return sessions === 0
			? []
			: [
					`not judged: ${counted(sessions, 'session')} of Identity Center, because no record of its portal is in these logs; read the log of the account that owns it`,
				];
	}
}

/** For example: 3 digests, 1 picture. */
export function othersText(others: OtherCounts): string {
	return [...others]
		.map(([kind, number]) => counted(number, OTHERS[kind].one, OTHERS[kind].many))
		.join(', ');
}

function largestLine(title: string, tally: Tally): string[] {
	return tally.size === 0 ? [] : [`${title}: ${largest(tally)}`];
}

function size(bytes: number): string {
	return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
